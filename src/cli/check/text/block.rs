//! The blocks of a configuration, numbered in the order in which they begin.

use zeroize::Zeroizing;

use crate::cli::check::name::{Topic, topic, words};

pub(crate) struct Block {
    pub(crate) parent: usize,
    /// The last block within it.
    pub(crate) end: usize,
    /// The topic of the block, or of the block around it.
    pub(crate) topic: Topic,
    /// Whether the topic comes from the block's own name.
    pub(crate) names_topic: bool,
    /// Whether the block may contain the encoded values of a Kubernetes Secret.
    pub(crate) is_data: bool,
    /// Whether a block within it is a reference to a value.
    pub(crate) has_reference: bool,
}

/// The end of a block.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    Section,
    /// A line, or an account that lasts until the next account.
    Record,
    /// The end of a value that is a text itself.
    Nested,
    /// Lines that are indented to this column at least.
    Indent(usize),
    /// An item whose dash is in this column.
    Item(usize),
    /// Items whose dashes are in this column, which is their parent's too.
    List(usize),
    /// A closing bracket.
    Bracket,
    /// A closing tag. Until the end of the opening tag, there are attributes.
    Tag {
        is_open: bool,
    },
}

pub(crate) struct Blocks {
    all: Vec<Block>,
    open: Vec<Open>,
}

/// A block that hasn't ended.
struct Open {
    number: usize,
    kind: Kind,
    /// The text before a bracket, for example, which can contain a secret.
    name: Zeroizing<String>,
}

impl Blocks {
    pub(crate) fn new() -> Self {
        let mut blocks = Self {
            all: Vec::new(),
            open: Vec::new(),
        };
        blocks.open("", Kind::Document);
        blocks
    }

    pub(crate) fn open(&mut self, name: &str, kind: Kind) {
        let number = self.all.len();
        let parent = self.top();
        let inherited = self
            .all
            .get(parent)
            .map_or(Topic::Unknown, |block| block.topic);
        let words = words(name);
        let own = topic(&words);
        let is_reference = words == ["value", "from"];
        if let Some(parent) = self.all.get_mut(parent).filter(|_| is_reference) {
            parent.has_reference = true;
        }
        self.all.push(Block {
            parent,
            end: number,
            topic: if own == Topic::Unknown {
                inherited
            } else {
                own
            },
            names_topic: own != Topic::Unknown,
            is_data: words == ["data"],
            has_reference: false,
        });
        self.open.push(Open {
            number,
            kind,
            name: Zeroizing::new(name.to_owned()),
        });
    }

    pub(crate) fn close(&mut self) {
        let last = self.all.len() - 1;
        if let Some(block) = self.open.pop() {
            self.all[block.number].end = last;
        }
    }

    /// Closes blocks until only this number of them is open.
    pub(crate) fn close_to(&mut self, len: usize) {
        while self.open.len() > len {
            self.close();
        }
    }

    /// Opens a document. Later settings don't belong to the documents before it.
    pub(crate) fn document(&mut self) {
        self.close_to(0);
        self.open("", Kind::Document);
    }

    pub(crate) fn len(&self) -> usize {
        self.open.len()
    }

    pub(crate) fn top(&self) -> usize {
        self.open.last().map_or(0, |block| block.number)
    }

    pub(crate) fn kind(&self) -> Kind {
        self.open.last().map_or(Kind::Document, |block| block.kind)
    }

    pub(crate) fn name(&self) -> &str {
        self.open.last().map_or("", |block| &block.name)
    }

    pub(crate) fn set_kind(&mut self, kind: Kind) {
        if let Some(block) = self.open.last_mut() {
            block.kind = kind;
        }
    }

    /// Returns whether bare values end at a comma or a closing bracket.
    pub(crate) fn is_flow(&self) -> bool {
        matches!(self.kind(), Kind::Bracket | Kind::Tag { .. })
    }

    /// Closes the blocks that a line ends by its indentation.
    pub(crate) fn dedent(&mut self, column: usize, is_item: bool) {
        loop {
            let ends = match self.kind() {
                Kind::Indent(indent) => indent > column,
                Kind::Item(dash) => column <= dash,
                Kind::List(dash) => column < dash || column == dash && !is_item,
                _ => false,
            };
            if !ends {
                return;
            }
            self.close();
        }
    }

    pub(crate) fn finish(mut self) -> Vec<Block> {
        self.close_to(0);
        self.all
    }
}
