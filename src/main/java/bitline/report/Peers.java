package bitline.report;

import java.util.List;

/// What is known of how far other tools are from silicon: what they say, and what their own
/// material shows. Restated from public repositories and papers; nothing was run.
final class Peers {
  /// @param tool which
  /// @param claim what its authors say
  /// @param shown what its own material shows
  /// @param fitted what was fitted to the same chips first
  /// @param source where that is read
  record Peer(String tool, String claim, String shown, String fitted, String source) {}

  static final List<Peer> ALL =
      List.of(
          new Peer(
              "CiMLoop, energy",
              "7 % on average over voltage, 6 % over bits, 4 % of shares",
              "TOPS/W: Jia -3 to +4 %, Sinangil over voltage 10.6 % (at most 24 %), over codes"
                  + " 4.5 %, NeuRRAM 0.90 to 1.12 times, Wang 7.5 % (at most 13 %), Colonnade at"
                  + " 0.8 V 6.4 % (at most 20 %), at 0.7 V +33 %, at 0.6 V +170 %",
              "energy of each chip's ADC by 0.275, 3.5 and 3.15: times its model, the published"
                  + " values of two of them",
              "mit-emze/cimloop @ d6e1390, macro notebooks and tests; errors read off its bars,"
                  + " to about 1.5 %"),
          new Peer(
              "CiMLoop, area",
              "8 %",
              "Wang's density 9.1 %; Jia's controller 0.23 times, Wang's rest 0.07 times,"
                  + " Colonnade's decoder 2.2 times",
              "area of each chip's ADC by 0.4, 0.25 and 0.4, of its drivers by 9.1, 10.5 and 5.25",
              "the same"),
          new Peer(
              "ZigZag-IMC, energy",
              "validated on 7 chips",
              "model over measured 0.89, 7.03, 1.01, 1.01, 1.39, 0.98, 15.97; where the sparsity is"
                  + " not published it is 7 and 16 times off",
              "constants of the ADC and of logic fitted on the same chips",
              "KULeuven-MICAS/zigzag-imc @ df34a6f, imc_model_validation"),
          new Peer(
              "ZigZag-IMC, area",
              "the same",
              "0.51, 0.98, 1.04, 0.94, 0.79, 1.00, 1.23",
              "the same",
              "the same"),
          new Peer(
              "NeuroSim 1.4",
              "below 2 % a block",
              "the truth is a layout simulated after extraction, of one 40 nm RRAM macro, no"
                  + " silicon; its SAR model gives 0.28 times what Jia measured, 0.03 times what Wang"
                  + " did",
              "six factors, from 0.05 to 1.44, fitted on that macro",
              "its manual and papers; its formulas restated"),
          new Peer(
              "regression on published macros",
              "-",
              "left out one chip at a time: median error 77 to 150 % (analog), 59 % (digital)",
              "an ordinary regression, no physics: the floor",
              "UIUC-IMC/UIUC-IMC-Benchmarking @ 1d3f0ae, our fit"));

  private Peers() {}

  static Table table() {
    return new Table(
        List.of(
            Table.text("tool"),
            Table.text("what it says"),
            Table.text("what its material shows"),
            Table.text("fitted to the same chips before"),
            Table.text("source")),
        ALL.stream().map(p -> List.of(p.tool, p.claim, p.shown, p.fitted, p.source)).toList());
  }
}
