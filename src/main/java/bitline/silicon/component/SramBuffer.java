package bitline.silicon.component;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.base.Units;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.util.Objects;

/// An SRAM buffer with one port.
///
/// Energy: the law of CACTI's sweep, times what compiled macros take over CACTI (the interval is
/// that, and the law's own residual). Between 22 and 90 nm the law's exponent of the node holds,
/// and beyond 90 nm it goes on; below 22 nm energy goes with the side of a cell (the length of its
/// wires) and the square of the supply. Area: the node's cell over the share of CACTI's area that
/// is cell, and what a wide word adds. Banks larger than 4 MiB are not built: a larger buffer is
/// banks of equal size, and a bit goes half of its side by wire. Words of more than 512 bits lie in
/// banks beside each other.
///
/// Left out: error correction, repair, sleep.
///
/// @param bytes size, 64 B to 1 GiB
/// @param word bits read or written at once, 8 to 16,384
/// @param node technology
/// @param volts supply
public record SramBuffer(double bytes, double word, Node node, double volts) {
  private static final double LEAST = 64;
  private static final double MOST = 1 << 30;
  private static final double BANK = 4 << 20;
  private static final double WIDEST = 512;
  private static final double CACTI_NODE = 22e-9;
  private static final double CACTI_KELVIN = 340;
  private static final SramLaws.OfCell LAWS = SramLaws.SHIPPED.cell("lstp");

  public SramBuffer {
    if (!(bytes >= LEAST && bytes <= MOST)) {
      throw new Problem(
          "an SRAM buffer of " + Units.format(bytes, "B") + ": 64 B to 1 GiB are possible");
    }
    if (!(word >= 8 && word <= 16384)) {
      throw new Problem(
          "an SRAM buffer with words of " + word + " bits: 8 to 16384 bits are possible");
    }
    node.check(volts);
  }

  /// Joules of reading one bit.
  public Interval read() {
    return energy(LAWS.read());
  }

  /// Joules of writing one bit.
  public Interval write() {
    return energy(LAWS.write());
  }

  /// Square metres.
  public Interval area() {
    return Interval.around(squareMetres(), 0.17);
  }

  /// Seconds from address to data, at the bank.
  public double access() {
    SramLaws.Access law = LAWS.access();
    double cacti = law.fixed() + law.root() * Math.sqrt(bankBytes() / 1024);
    double slower =
        node.length() >= CACTI_NODE
            ? StrictMath.pow(node.length() / CACTI_NODE, law.node())
            : node.gateDelay() / Nodes.at(CACTI_NODE).gateDelay();
    return cacti * slower / node.speed(volts);
  }

  /// Watts. Two sources lie 10 to 160 times apart: CACTI's transistors of low standby power are the
  /// lower bound, the node's cells of fast logic processes the upper one.
  public Interval leakage(double kelvin) {
    double node340 = node.sramLeakage(bytes * 8, volts, CACTI_KELVIN);
    double here = node.sramLeakage(bytes * 8, volts, kelvin);
    SramLaws.Leakage law = Objects.requireNonNull(LAWS.leakage());
    double cacti =
        law.reference()
            * StrictMath.pow(bytes / 65536, law.size())
            * StrictMath.pow(Math.clamp(node.length(), CACTI_NODE, 90e-9) / CACTI_NODE, law.node())
            * volts
            / node.supply();
    double one = here;
    double other = cacti * here / node340;
    return new Interval(Math.sqrt(one * other), Math.min(one, other), Math.max(one, other));
  }

  private double banks() {
    return Math.max(Math.ceil(bytes / BANK), Math.ceil(word / WIDEST));
  }

  private double bankBytes() {
    return Math.max(LEAST, bytes / banks());
  }

  private double bankWord() {
    return word / Math.ceil(word / WIDEST);
  }

  private Interval energy(SramLaws.Energy law) {
    double bits = bankWord();
    double cacti =
        law.reference()
            / bits
            * StrictMath.pow(bankBytes() / 65536, law.size())
            * StrictMath.pow(bits / 128, law.word())
            * scaled(law.node())
            * (volts / node.supply())
            * (volts / node.supply());
    SramLaws.Optimism optimism = SramLaws.SHIPPED.optimism();
    double half = StrictMath.log(optimism.most() / optimism.least()) / 2 / Interval.DEVIATIONS;
    Interval bank =
        Interval.around(
            cacti * Math.sqrt(optimism.least() * optimism.most()),
            Math.sqrt(half * half + law.residual() * law.residual()));
    if (banks() == 1) {
      return bank;
    }
    double way = Math.sqrt(squareMetres()) / 2;
    return bank.plus(new Wire(way, node, volts).perBit());
  }

  /// Energy at the node over that at 22 nm.
  private double scaled(double exponent) {
    if (node.length() >= CACTI_NODE) {
      return StrictMath.pow(node.length() / CACTI_NODE, exponent);
    }
    Node reference = Nodes.at(CACTI_NODE);
    double supply = node.supply() / reference.supply();
    return Math.sqrt(node.sramCell() / reference.sramCell()) * supply * supply;
  }

  private double squareMetres() {
    SramLaws.Area law = LAWS.area();
    double efficiency = SramLaws.SHIPPED.cactiCell() * CACTI_NODE * CACTI_NODE / law.cell();
    double cells = bytes * 8 * node.sramCell() / efficiency;
    double words = banks() * law.word() * bankWord() * bankWord();
    return cells + words * node.sramCell() / Nodes.at(CACTI_NODE).sramCell();
  }
}
