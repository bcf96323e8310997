//! Fields of the index: what is stored, what is searched, what is counted and sorted by.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use super::analyzer;

/// Counted up when a field changes its meaning: an index of an older format is built anew from its own texts.
pub(super) const FORMAT: u32 = 9;

/// The handle of every field. One file is one entry of kind [`FILE`], each of its tasks, citations and images another
/// entry with the same path.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// [`FILE`], [`TASK`], [`CITATION`] or image.
    pub kind: Field,
    /// Path of the record.
    pub path: Field,
    /// Place of the task or citation among those of its file, from 0.
    pub ordinal: Field,
    /// Size of the file.
    pub bytes: Field,
    /// Time of last change, nanoseconds since 1970.
    pub modified: Field,
    /// What the bytes are.
    pub media_type: Field,
    /// Digest of the file's bytes, or of an image and what read it, in hex.
    pub sha256: Field,
    /// What came of reading: [`super::Outcome`].
    pub outcome: Field,
    /// Version of the reader, the rules and the register that it was read and recognised by.
    pub rules: Field,
    /// The record as JSON; of a task or citation its own JSON.
    pub record: Field,
    /// The characters of the text.
    pub text: Field,
    /// The layout of the text; what OCR saw of an image.
    pub layout: Field,
    /// What a hit shows.
    pub card: Field,
    /// Own number, or that of the cited document.
    pub number: Field,
    /// Numbers of all cited documents.
    pub cites: Field,
    /// Unit of the register that issued it.
    pub organ: Field,
    /// Issuer as a whole name.
    pub organ_name: Field,
    /// Level of the issuer: `central`, `province`, `district`, `commune`.
    pub level: Field,
    /// Province of the issuer.
    pub province: Field,
    /// The same for files that hold one document: the same bytes, or the same number of one issuer and day.
    pub same: Field,
    /// What files that may be draft and signed copy of one document have in common.
    pub kin: Field,
    /// How many tasks a file assigns.
    pub tasks: Field,
    /// Tên loại.
    pub type_name: Field,
    /// Year of issue.
    pub year: Field,
    /// Day of issue as `20230926`.
    pub issued: Field,
    /// Due day of a task.
    pub due: Field,
    /// Role of the record.
    pub role: Field,
    /// Status of a document.
    pub status: Field,
    /// Relation of a citation; all those of a file.
    pub relation: Field,
    /// Whole names of the units of a task; all those of a file.
    pub unit: Field,
    /// Searched: number, type, subject.
    pub head: Field,
    /// Searched: the whole text of a file, and its title again.
    pub body: Field,
    /// Searched: of a task its action and deadline, of a citation the sentence.
    pub part: Field,
    /// Searched: the issuer of a file and its parent.
    pub issuer: Field,
    /// Searched: the issuer of a task's file, of the document that a citation means.
    pub part_issuer: Field,
    /// Searched: who signed.
    pub signer: Field,
    /// Searched: addressees and recipients.
    pub recipient: Field,
    /// Searched: units of tasks.
    pub units: Field,
}

/// Names of the stored fields, the same in every format.
pub(super) const RECORD: &str = "record";
pub(super) const TEXT: &str = "text";
pub(super) const LAYOUT: &str = "layout";

/// A file.
pub const FILE: &str = "file";
/// One task of a file.
pub const TASK: &str = "task";
/// One citation of a file.
pub const CITATION: &str = "citation";
/// One image of a file as OCR saw it, so that it is never recognised twice; `sha256` is the digest of the image.
pub(super) const IMAGE: &str = "image";

/// The schema and its handles.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let word = || STRING | FAST;
    let searched = |option| {
        TextOptions::default()
            .set_indexing_options(TextFieldIndexing::default().set_tokenizer(analyzer::NAME).set_index_option(option))
    };
    let phrases = IndexRecordOption::WithFreqsAndPositions;
    // Pairs of neighbours tell a phrase nearly as surely as positions would, and positions of a syllable, its marked form
    // and its pair would be as large as the text.
    let words = IndexRecordOption::WithFreqs;
    let fields = Fields {
        kind: builder.add_text_field("kind", word()),
        path: builder.add_text_field("path", word()),
        ordinal: builder.add_u64_field("ordinal", FAST),
        bytes: builder.add_u64_field("bytes", FAST),
        modified: builder.add_i64_field("modified", FAST),
        media_type: builder.add_text_field("media_type", FAST),
        sha256: builder.add_text_field("sha256", word()),
        outcome: builder.add_text_field("outcome", FAST),
        rules: builder.add_text_field("rules", FAST),
        // Characters are stored as characters: bytes are read and written one at a time.
        record: builder.add_text_field(RECORD, STORED),
        text: builder.add_text_field(TEXT, STORED),
        layout: builder.add_bytes_field(LAYOUT, STORED),
        card: builder.add_bytes_field("card", STORED),
        number: builder.add_text_field("number", STRING),
        cites: builder.add_text_field("cites", STRING),
        organ: builder.add_text_field("organ", word()),
        organ_name: builder.add_text_field("organ_name", word()),
        level: builder.add_text_field("level", word()),
        province: builder.add_text_field("province", word()),
        same: builder.add_u64_field("same", INDEXED | FAST),
        kin: builder.add_u64_field("kin", INDEXED),
        tasks: builder.add_u64_field("tasks", INDEXED | FAST),
        type_name: builder.add_text_field("type_name", word()),
        year: builder.add_u64_field("year", INDEXED | FAST),
        issued: builder.add_u64_field("issued", INDEXED | FAST),
        due: builder.add_u64_field("due", INDEXED | FAST),
        role: builder.add_text_field("role", word()),
        status: builder.add_text_field("status", word()),
        relation: builder.add_text_field("relation", word()),
        unit: builder.add_text_field("unit", word()),
        head: builder.add_text_field("head", searched(phrases)),
        body: builder.add_text_field("body", searched(words)),
        part: builder.add_text_field("part", searched(words)),
        issuer: builder.add_text_field("issuer", searched(phrases)),
        part_issuer: builder.add_text_field("part_issuer", searched(phrases)),
        signer: builder.add_text_field("signer", searched(phrases)),
        recipient: builder.add_text_field("recipient", searched(phrases)),
        units: builder.add_text_field("units", searched(phrases)),
    };
    (builder.build(), fields)
}

/// Whether an index of this schema holds what another can be built from.
pub(super) fn holds_texts(schema: &Schema) -> bool {
    [RECORD, TEXT]
        .iter()
        .all(|name| schema.get_field(name).is_ok_and(|field| schema.get_field_entry(field).is_stored()))
}
