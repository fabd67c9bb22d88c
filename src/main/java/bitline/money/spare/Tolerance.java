package bitline.money.spare;

import bitline.program.Program;

/// When a chip is good enough whose arrays have stuck cells even behind their spare lines.
public sealed interface Tolerance {
  /// Every cell must work.
  record None() implements Tolerance {}

  /// So much of each weight set may stay faulty, whatever is written there: digits are laid where
  /// stuck cells do least harm, and the network bears the rest.
  ///
  /// @param share of the cells of a weight set
  record Cells(double share) implements Tolerance {
    public Cells {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("a share of " + share);
      }
    }
  }

  /// What a program's digits are off by after repair and remapping, over the magnitudes of its
  /// weights, may be so much. Arrays that the program does not use may be as faulty as they like,
  /// and no core can be done without.
  ///
  /// @param program for the chip with its spare lines
  /// @param share harm over the sum of the weights' magnitudes
  record Harm(Program program, double share) implements Tolerance {
    public Harm {
      if (!(share >= 0)) {
        throw new IllegalArgumentException("a share of " + share);
      }
    }
  }
}
