//! A pattern at the start of a text as a table: one look-up a byte, and mostly the first byte already refuses.
//!
//! The pattern is written out as nodes that read a byte each; the sets of nodes that a text may be in are the states.

use std::cell::RefCell;
use std::collections::HashMap;

use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};
use regex_syntax::utf8::Utf8Sequences;

/// What a table knows of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// No match begins the text.
    Nothing,
    /// The match ends here.
    End(usize),
    /// The table was cut off before: the pattern itself must be asked.
    Unknown,
}

/// The table of one pattern, or of several as one: first choices win, as in a regular expression.
#[derive(Debug)]
pub(super) struct Automaton {
    /// Whether a match may begin with a byte, or be empty.
    first: [bool; 256],
    /// Bytes that no pattern tells apart share a column.
    columns: [u8; 256],
    width: usize,
    /// The state behind each state and column.
    next: Vec<u16>,
    /// How many states say nothing of themselves. They come first.
    open: u16,
    /// What the others say.
    kinds: Vec<Kind>,
    start: u16,
}

/// What it means to be in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Open,
    Matched,
    /// What stands next decides which state this is.
    Asks(Ask, u16, u16),
    Unknown,
}

/// What a pattern may ask of the place behind a word, without reading on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    /// Whether the text is over.
    End,
    /// Whether no sign of a word follows.
    Border,
}

const DEAD: u16 = 0;
const START: u16 = 1;
const CUT_OFF: u16 = 2;
/// What a table may take: states, nodes in them all together, nodes of its pattern. Behind that it is cut off.
const MOST_STATES: usize = 6000;
const MOST_IN_STATES: usize = 20_000;
const MOST_NODES: usize = 20_000;

impl Automaton {
    /// That of any of `patterns`, each of which begins with `^`. A `\b` at the end of one stands behind a word.
    pub(super) fn of<'a>(patterns: impl Iterator<Item = &'a str>) -> Automaton {
        let mut nodes = Nodes { all: vec![Node::Match, Node::Unknown] };
        let starts = patterns.map(|pattern| nodes.of_pattern(pattern)).collect();
        let start = nodes.push(Node::Either(starts));
        determined(&nodes, start)
    }

    /// Where the match at the start of `text` ends.
    pub(super) fn end(&self, text: &str) -> Answer {
        let bytes = text.as_bytes();
        let (mut state, mut at, mut end) = (self.start, 0, Answer::Nothing);
        if bytes.first().is_some_and(|byte| !self.first[usize::from(*byte)]) {
            return end;
        }
        loop {
            match state.checked_sub(self.open).map(|special| self.kinds[usize::from(special)]) {
                None | Some(Kind::Open) => {}
                Some(Kind::Matched) => end = Answer::End(at),
                Some(Kind::Unknown) => return Answer::Unknown,
                Some(Kind::Asks(ask, yes, no)) => {
                    let next = text.get(at..).and_then(|rest| rest.chars().next());
                    let holds = next.is_none_or(|c| ask == Ask::Border && !regex_syntax::is_word_character(c));
                    state = if holds { yes } else { no };
                    continue;
                }
            }
            let Some(byte) = bytes.get(at) else { return end };
            state = self.next[usize::from(state) * self.width + usize::from(self.columns[usize::from(*byte)])];
            if state == DEAD {
                return end;
            }
            at += 1;
        }
    }
}

#[derive(Debug)]
enum Node {
    Match,
    /// Where the nodes were cut off.
    Unknown,
    /// Goes on in any of these, the first preferred.
    Either(Vec<usize>),
    /// A byte from the one to the other.
    Byte(u8, u8, usize),
    Ask(Ask, usize),
}

const MATCH: usize = 0;
const UNKNOWN: usize = 1;

/// A pattern as nodes, written from its end to its start.
struct Nodes {
    all: Vec<Node>,
}

impl Nodes {
    fn push(&mut self, node: Node) -> usize {
        self.all.push(node);
        self.all.len() - 1
    }

    fn of_pattern(&mut self, pattern: &str) -> usize {
        let open = pattern.strip_suffix(r"\b");
        let Ok(hir) = regex_syntax::parse(open.unwrap_or(pattern)) else { return UNKNOWN };
        let next = if open.is_some() { self.push(Node::Ask(Ask::Border, MATCH)) } else { MATCH };
        self.anchored(&hir, next)
    }

    /// What stands behind the `^` of a pattern, or of each of its branches.
    fn anchored(&mut self, hir: &Hir, next: usize) -> usize {
        match hir.kind() {
            HirKind::Concat(parts) => match parts.split_first() {
                Some((first, rest)) if *first.kind() == HirKind::Look(Look::Start) => self.row(rest, next),
                _ => UNKNOWN,
            },
            HirKind::Alternation(branches) => {
                let branches = branches.iter().map(|branch| self.anchored(branch, next)).collect();
                self.push(Node::Either(branches))
            }
            _ => UNKNOWN,
        }
    }

    fn row(&mut self, parts: &[Hir], next: usize) -> usize {
        parts.iter().rev().fold(next, |next, part| self.before(part, next))
    }

    /// The node from which `hir` leads to `next`.
    fn before(&mut self, hir: &Hir, next: usize) -> usize {
        if self.all.len() > MOST_NODES {
            return UNKNOWN;
        }
        match hir.kind() {
            HirKind::Empty => next,
            HirKind::Literal(literal) => {
                literal.0.iter().rev().fold(next, |next, byte| self.push(Node::Byte(*byte, *byte, next)))
            }
            HirKind::Class(class) => self.class(class, next),
            HirKind::Look(Look::End) => self.push(Node::Ask(Ask::End, next)),
            HirKind::Look(_) => UNKNOWN,
            HirKind::Capture(capture) => self.before(&capture.sub, next),
            HirKind::Concat(parts) => self.row(parts, next),
            HirKind::Alternation(branches) => {
                let branches = branches.iter().map(|branch| self.before(branch, next)).collect();
                self.push(Node::Either(branches))
            }
            HirKind::Repetition(repeated) => self.repeated(repeated, next),
        }
    }

    fn repeated(&mut self, repeated: &Repetition, next: usize) -> usize {
        let choice =
            |more: usize, over: usize| Node::Either(if repeated.greedy { vec![more, over] } else { vec![over, more] });
        let mut start = next;
        match repeated.max {
            None => {
                start = self.push(Node::Either(Vec::new()));
                let more = self.before(&repeated.sub, start);
                self.all[start] = choice(more, next);
            }
            Some(most) => {
                for _ in repeated.min..most {
                    let more = self.before(&repeated.sub, start);
                    start = self.push(choice(more, next));
                }
            }
        }
        (0..repeated.min).fold(start, |start, _| self.before(&repeated.sub, start))
    }

    fn class(&mut self, class: &Class, next: usize) -> usize {
        const MOST: usize = 40; // `\p{L}` would fill the table
        let mut ways = Vec::new();
        match class {
            Class::Unicode(class) => {
                let all = class.iter().flat_map(|range| Utf8Sequences::new(range.start(), range.end()));
                for sequence in all.take(MOST) {
                    let bytes = sequence.as_slice().iter().rev();
                    ways.push(bytes.fold(next, |next, byte| self.push(Node::Byte(byte.start, byte.end, next))));
                }
                if ways.len() == MOST {
                    let is_ascii = |way: &usize| matches!(self.all[*way], Node::Byte(_, to, _) if to.is_ascii());
                    ways.retain(is_ascii);
                    ways.push(self.push(Node::Byte(0x80, 0xff, UNKNOWN)));
                }
            }
            Class::Bytes(class) => {
                ways.extend(class.iter().map(|range| self.push(Node::Byte(range.start(), range.end(), next))));
            }
        }
        self.push(Node::Either(ways))
    }

    /// The nodes that read, ask or end, reached from `from` without reading, the preferred first; none behind a match.
    fn reached(&self, mut stack: Vec<usize>, seen: &mut Seen) -> Vec<usize> {
        stack.reverse();
        let mut found = Vec::new();
        seen.round += 1;
        while let Some(node) = stack.pop() {
            if std::mem::replace(&mut seen.at[node], seen.round) == seen.round {
                continue;
            }
            if let Node::Either(ways) = &self.all[node] {
                stack.extend(ways.iter().rev());
                continue;
            }
            found.push(node);
            if node == MATCH {
                break;
            }
        }
        found
    }
}

/// In which round each node was met last.
struct Seen {
    round: u32,
    at: Vec<u32>,
}

/// The table of the states that `nodes` may be in, a set of nodes each, found from `start` on.
fn determined(nodes: &Nodes, start: usize) -> Automaton {
    let (columns, width) = columns(nodes);
    let seen = RefCell::new(Seen { round: 0, at: vec![0; nodes.all.len()] });
    let reached = |from: Vec<usize>| nodes.reached(from, &mut seen.borrow_mut());
    let mut sets: Vec<Vec<usize>> = vec![Vec::new(), reached(vec![start]), vec![UNKNOWN]];
    let mut known: HashMap<Vec<usize>, u16> = HashMap::from([(sets[0].clone(), DEAD), (sets[1].clone(), START)]);
    let (mut next, mut kinds) = (vec![DEAD; sets.len() * width], Vec::new());
    let (mut at, mut in_sets) = (0, 0);
    while at < sets.len() {
        let set = sets[at].clone();
        let mut state = |set: Vec<usize>| match known.get(&set) {
            Some(state) => *state,
            None if set.contains(&UNKNOWN) || sets.len() >= MOST_STATES || in_sets >= MOST_IN_STATES => CUT_OFF,
            None => {
                let state = sets.len() as u16;
                in_sets += set.len();
                known.insert(set.clone(), state);
                sets.push(set);
                next.resize(next.len() + width, DEAD);
                state
            }
        };
        let asks = set.iter().find_map(|node| match nodes.all[*node] {
            Node::Ask(ask, _) => Some(ask),
            _ => None,
        });
        kinds.push(match asks {
            _ if set.contains(&UNKNOWN) => Kind::Unknown,
            Some(ask) => {
                let mut answered = |holds: bool| {
                    let answers = set.iter().filter_map(|node| match nodes.all[*node] {
                        Node::Ask(asked, next) if asked == ask => holds.then_some(next),
                        _ => Some(*node),
                    });
                    state(reached(answers.collect()))
                };
                Kind::Asks(ask, answered(true), answered(false))
            }
            None if set.contains(&MATCH) => Kind::Matched,
            None => Kind::Open,
        });
        if matches!(kinds[at], Kind::Open | Kind::Matched) {
            let mut read = vec![Vec::new(); width];
            for node in &set {
                if let Node::Byte(from, to, next) = nodes.all[*node] {
                    let [from, to] = [from, to].map(|byte| usize::from(columns[usize::from(byte)]));
                    read[from..=to].iter_mut().for_each(|read| read.push(next));
                }
            }
            let step = |read: Vec<usize>| if read.is_empty() { DEAD } else { state(reached(read)) };
            let row: Vec<u16> = read.into_iter().map(step).collect();
            next[at * width..(at + 1) * width].copy_from_slice(&row);
        }
        at += 1;
    }
    let mut first = [true; 256];
    if kinds[usize::from(START)] == Kind::Open {
        let row = &next[usize::from(START) * width..];
        for (byte, first) in first.iter_mut().enumerate() {
            *first = row[usize::from(columns[byte])] != DEAD;
        }
    }
    // The states that say nothing of themselves first, so that most steps ask no more than the table.
    let is_open = |state: &usize| kinds[*state] == Kind::Open;
    let order: Vec<usize> =
        (0..kinds.len()).filter(is_open).chain((0..kinds.len()).filter(|at| !is_open(at))).collect();
    let open = kinds.iter().filter(|kind| **kind == Kind::Open).count() as u16;
    let mut place = vec![DEAD; kinds.len()];
    for (at, state) in order.iter().enumerate() {
        place[*state] = at as u16;
    }
    let moved = |state: u16| place[usize::from(state)];
    let kind = |state: &usize| match kinds[*state] {
        Kind::Asks(ask, yes, no) => Kind::Asks(ask, moved(yes), moved(no)),
        kind => kind,
    };
    Automaton {
        first,
        columns,
        width,
        next: order.iter().flat_map(|state| &next[state * width..(state + 1) * width]).map(|to| moved(*to)).collect(),
        open,
        kinds: order.iter().skip(usize::from(open)).map(kind).collect(),
        start: moved(START),
    }
}

/// The column of every byte, and how many there are.
fn columns(nodes: &Nodes) -> ([u8; 256], usize) {
    let mut begins = [false; 257];
    for node in &nodes.all {
        if let Node::Byte(from, to, _) = node {
            begins[usize::from(*from)] = true;
            begins[usize::from(*to) + 1] = true;
        }
    }
    let (mut columns, mut last) = ([0; 256], 0);
    for (column, begins) in columns.iter_mut().zip(begins).skip(1) {
        last += u8::from(begins);
        *column = last;
    }
    (columns, usize::from(last) + 1)
}
