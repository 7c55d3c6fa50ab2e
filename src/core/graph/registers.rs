use itertools::Itertools as _;

use super::linear::Atom;

/// How long an atom is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Never,
    /// Until the step of another atom has been computed, which may be its own.
    Until(Atom),
    /// To the end.
    Always,
}

/// Which register the value of each atom is in: values share one where they are not needed at the same time.
#[derive(Debug)]
pub(super) struct Registers {
    needs: Vec<Need>,
    of: Vec<Atom>,
    free: Vec<Atom>,
    count: Atom,
}

impl Registers {
    /// For some steps, by what each is made of, nothing being a figure; their atoms are shown at the end or checked when they are
    /// computed.
    pub fn new(steps: &[Vec<Atom>], shown: impl Iterator<Item = Atom>, checked: impl Iterator<Item = Atom>) -> Self {
        let mut needs = vec![Need::Never; steps.len()];
        checked.for_each(|atom| needs[atom as usize] = Need::Until(atom));
        shown.for_each(|atom| needs[atom as usize] = Need::Always);
        for (atom, operands) in (0..).zip(steps).collect_vec().into_iter().rev() {
            if needs[atom as usize] == Need::Never {
                continue;
            }
            if operands.is_empty() {
                // It is set before a run, and the next.
                needs[atom as usize] = Need::Always;
            }
            for operand in operands {
                let need = &mut needs[*operand as usize];
                // The first met from the end is the last.
                if *need == Need::Never || *need == Need::Until(*operand) {
                    *need = Need::Until(atom);
                }
            }
        }
        Self { needs, of: vec![0; steps.len()], free: Vec::new(), count: 0 }
    }

    /// Does anything need an atom?
    pub fn is_needed(&self, atom: Atom) -> bool {
        self.needs[atom as usize] != Need::Never
    }

    /// The register of an atom that has its place.
    pub fn of(&self, atom: Atom) -> Atom {
        self.of[atom as usize]
    }

    /// Gives an atom its register, which may be that of an operand: a value is complete before it is stored.
    pub fn place(&mut self, atom: Atom, operands: &[Atom]) -> Atom {
        for (at, operand) in operands.iter().enumerate() {
            if self.needs[*operand as usize] == Need::Until(atom) && !operands[..at].contains(operand) {
                self.free.push(self.of(*operand));
            }
        }
        let register = self.free.pop().unwrap_or(self.count);
        self.count = self.count.max(register + 1);
        self.of[atom as usize] = register;
        if self.needs[atom as usize] == Need::Until(atom) {
            self.free.push(register);
        }
        register
    }

    /// Gives an atom a register of its own.
    pub fn keep(&mut self, atom: Atom) -> Atom {
        self.of[atom as usize] = self.count;
        self.count += 1;
        self.of(atom)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count as usize
    }
}
