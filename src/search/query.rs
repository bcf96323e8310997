//! The query language: forgiving, so that plain words are never an error.
//!
//! Words, "phrases", `-not`, `OR`, (groups), `field:value` with names in both languages, `word*`. What does not close
//! is closed at the end; a field that nobody knows is a word.

use super::days;
use super::field::Field;

/// A query, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// Everything of it.
    All(Vec<Node>),
    /// One of it.
    Any(Vec<Node>),
    /// None of it.
    Not(Box<Node>),
    /// Neighbouring plain words.
    Words(String),
    /// Words in this order, side by side.
    Phrase(String),
    /// Words between typographic quotation marks, which are pasted rather than typed.
    Quotation(String),
    /// A value of a field.
    Field(Field, String),
}

impl Node {
    /// Whether plain words are in it, some of which may be missing.
    pub(super) fn has_words(&self) -> bool {
        match self {
            Node::Words(_) | Node::Quotation(_) => true,
            Node::All(parts) => parts.iter().any(Node::has_words),
            Node::Any(_) | Node::Not(_) | Node::Phrase(_) | Node::Field(..) => false,
        }
    }
}

/// Groups deeper than this are read as if they had no parentheses.
const DEEPEST: usize = 50;

/// Reads a query; every text is one.
pub(super) fn parse(query: &str) -> Node {
    let mut parser = Parser { tokens: tokens(query), at: 0 };
    let mut all = Vec::new();
    while parser.at < parser.tokens.len() {
        all.push(parser.any(0));
        // A parenthesis that closes nothing.
        parser.at += 1;
    }
    one_or(all, Node::All)
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    Or,
    Not,
    Word(String),
    Quoted(String),
    Pasted(String),
    /// A known field whose value is the next token.
    Name(Field),
}

fn tokens(query: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = query.trim_start();
    let mut spaced = true;
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or("");
        let (token, left) = match first {
            '(' => (Some(Token::Open), after),
            ')' => (Some(Token::Close), after),
            // One that closes nothing, or is never closed, is no quotation.
            '”' => (None, after),
            '“' | '„' if !after.contains(['”', '“', '"']) => (None, after),
            '"' | '“' | '„' => {
                let end = after.find(['"', '“', '”', '„']);
                let inside = after.get(..end.unwrap_or(after.len())).unwrap_or("");
                let left = end
                    .and_then(|end| after.get(end..))
                    .map_or("", |left| left.get(left.chars().next().map_or(0, char::len_utf8)..).unwrap_or(""));
                // Who does not close it may not have meant a phrase.
                let quoted = if first == '"' && end.is_some() { Token::Quoted } else { Token::Pasted };
                (Some(quoted(inside.to_owned())), left)
            }
            '-' if spaced && after.starts_with(|c: char| !c.is_whitespace() && c != '-') && !after_number(&found) => {
                (Some(Token::Not), after)
            }
            c if c.is_whitespace() => (None, after),
            _ => {
                let end = rest.find(|c: char| c.is_whitespace() || "()\"“”„".contains(c)).unwrap_or(rest.len());
                word(rest, end)
            }
        };
        spaced = token.is_none() || matches!(token, Some(Token::Open | Token::Not));
        found.extend(token);
        rest = left;
    }
    found
}

/// `10/CT -UBND` is a number written carelessly, and excludes nothing.
fn after_number(before: &[Token]) -> bool {
    matches!(before.last(), Some(Token::Word(word)) if word.contains('/') && word.starts_with(|c: char| c.is_ascii_digit()))
}

fn word(rest: &str, end: usize) -> (Option<Token>, &str) {
    let word = rest.get(..end).unwrap_or(rest);
    if word == "OR" || word == "HOẶC" || word == "|" {
        return (Some(Token::Or), rest.get(end..).unwrap_or(""));
    }
    if let Some((name, value)) = word.split_once(':')
        && let Some(field) = Field::named(name)
        && (!value.is_empty() || rest.get(end..).is_some_and(|after| after.starts_with(['"', '“'])))
    {
        return (Some(Token::Name(field)), rest.get(name.len() + 1..).unwrap_or(""));
    }
    (Some(Token::Word(word.to_owned())), rest.get(end..).unwrap_or(""))
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn any(&mut self, depth: usize) -> Node {
        let mut any = vec![self.all(depth)];
        while self.tokens.get(self.at) == Some(&Token::Or) {
            self.at += 1;
            any.push(self.all(depth));
        }
        any.retain(|node| !matches!(node, Node::All(parts) if parts.is_empty()));
        if any.is_empty() { Node::All(any) } else { one_or(any, Node::Any) }
    }

    fn all(&mut self, depth: usize) -> Node {
        let mut all: Vec<Node> = Vec::new();
        while let Some(token) = self.tokens.get(self.at).cloned() {
            match token {
                Token::Or | Token::Close => break,
                Token::Word(word) => {
                    self.at += 1;
                    match all.last_mut() {
                        Some(Node::Words(words)) => {
                            words.push(' ');
                            words.push_str(&word);
                        }
                        _ => all.push(Node::Words(word)),
                    }
                }
                Token::Not => {
                    self.at += 1;
                    if let Some(node) = self.one(depth) {
                        all.push(Node::Not(Box::new(node)));
                    }
                }
                _ => all.extend(self.one(depth)),
            }
        }
        one_or(all, Node::All)
    }

    /// One word, phrase, group or field.
    fn one(&mut self, depth: usize) -> Option<Node> {
        let token = self.tokens.get(self.at).cloned()?;
        self.at += 1;
        match token {
            Token::Word(word) => Some(Node::Words(word)),
            Token::Quoted(phrase) => Some(Node::Phrase(phrase)),
            Token::Pasted(phrase) => Some(Node::Quotation(phrase)),
            Token::Name(field) => match self.tokens.get(self.at).cloned() {
                Some(Token::Word(value)) => {
                    self.at += 1;
                    Some(Node::Field(field, self.value(field, value)))
                }
                Some(Token::Quoted(value) | Token::Pasted(value)) => {
                    self.at += 1;
                    Some(Node::Field(field, value))
                }
                _ => None,
            },
            Token::Open if depth < DEEPEST => {
                let inside = self.any(depth + 1);
                if self.tokens.get(self.at) == Some(&Token::Close) {
                    self.at += 1;
                }
                Some(inside)
            }
            Token::Open | Token::Close | Token::Or | Token::Not => None,
        }
    }
}

/// Words that a day may take: `ngay:quý 3 năm 2023`.
const WIDEST_DAY: usize = 4;

impl Parser {
    /// A value of a field; that of a day goes on over the words that make it one.
    fn value(&mut self, field: Field, first: String) -> String {
        let mut value = first;
        if field != Field::Date || days::range(&value).is_some() {
            return value;
        }
        let mut wider = value.clone();
        for more in 0..WIDEST_DAY {
            let Some(Token::Word(word)) = self.tokens.get(self.at + more) else { break };
            wider.push(' ');
            wider.push_str(word);
            if days::range(&wider).is_some() {
                self.at += more + 1;
                value = wider;
                break;
            }
        }
        value
    }
}

fn one_or(mut nodes: Vec<Node>, many: fn(Vec<Node>) -> Node) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => many(nodes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Node {
        Node::Words(text.to_owned())
    }

    #[track_caller]
    fn check(query: &str, expected: Node) {
        assert_eq!(parse(query), expected);
    }

    #[test]
    fn plain_words_stay_together() {
        check("ke hoach papi", words("ke hoach papi"));
        check("10/CT - UBND", words("10/CT - UBND"));
        check("10/CT -UBND", words("10/CT -UBND"));
        check("", Node::All(vec![]));
    }

    #[test]
    fn phrases_groups_and_fields() {
        check("\"cải cách hành chính", Node::Quotation("cải cách hành chính".into()));
        check("a -b", Node::All(vec![words("a"), Node::Not(Box::new(words("b")))]));
        check("(a OR b) c", Node::All(vec![Node::Any(vec![words("a"), words("b")]), words("c")]));
        check("loại:\"chỉ thị\" papi", Node::All(vec![Node::Field(Field::Type, "chỉ thị".into()), words("papi")]));
        check(
            "ngay:2023 so:10",
            Node::All(vec![Node::Field(Field::Date, "2023".into()), Node::Field(Field::Number, "10".into())]),
        );
        check("V/v: họp", words("V/v: họp"));
        check("ngày:quý 3/2023 papi", Node::All(vec![Node::Field(Field::Date, "quý 3/2023".into()), words("papi")]));
    }

    #[test]
    fn what_does_not_close_is_closed() {
        check("((a", words("a"));
        check("a ) b", Node::All(vec![words("a"), words("b")]));
        check("OR OR", Node::All(vec![]));
        check(
            "đề án “xã hội hóa” an",
            Node::All(vec![words("đề án"), Node::Quotation("xã hội hóa".into()), words("an")]),
        );
        check("an ninh” trên", words("an ninh trên"));
        check("đề án “xã hội", words("đề án xã hội"));
    }

    proptest::proptest! {
        #[test]
        fn every_text_is_a_query(text in "\\PC{0,60}") {
            parse(&text);
        }
    }
}
