package bitline.compare;

import bitline.catalogue.Format;
import bitline.chip.Memory;
import bitline.silicon.component.Dram;
import bitline.silicon.component.Links;
import bitline.silicon.component.Logic;
import bitline.silicon.component.MultiplyAdd;
import bitline.silicon.component.Process;
import bitline.silicon.component.SramBuffer;
import bitline.silicon.component.VectorLane;
import bitline.silicon.component.Wire;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a digital machine takes in a process: joules of a product, of a bit held, moved and stored.
/// The components are those of which our own chips are estimated, in the middle of what they are
/// known to, at the nominal supply of the process, so that architectures are measured with one
/// yardstick.
///
/// Left out, as for our chips: processors that lead the machine, converters of the supply, pads.
/// Real products take more; what was measured is the better figure where there is one.
///
/// @param node of the logic
public record NodeEnergy(Node node) {
  /// Bits of a sum in an array of multipliers, as in the TPU and in ours.
  static final int SUM_BITS = 32;

  /// Smallest and largest buffer that the model of SRAM knows.
  private static final double LEAST = 64;

  private static final double MOST = 1 << 30;

  /// Bits of a word of a buffer; assumed.
  private static final int WORD = 256;

  /// @param metres by which the process is called
  public static NodeEnergy at(double metres) {
    return new NodeEnergy(Nodes.at(metres));
  }

  private Process process() {
    return new Process(node, node.supply(), 1, 1);
  }

  /// The unit that multiplies numbers of a format.
  static MultiplyAdd unit(Format format) {
    return switch (format) {
      case FP64 -> new MultiplyAdd(53, 53, 106, 11);
      case FP32 -> new MultiplyAdd(24, 24, 48, 8);
      case TF32 -> new MultiplyAdd(11, 11, SUM_BITS, 8);
      case BF16 -> new MultiplyAdd(8, 8, SUM_BITS, 8);
      case FP16 -> new MultiplyAdd(11, 11, SUM_BITS, 5);
      case BFP16, MXINT8, INT8 -> new MultiplyAdd(8, 8, SUM_BITS, 0);
      case FP8 -> new MultiplyAdd(4, 4, SUM_BITS, 4);
      case FP4 -> new MultiplyAdd(2, 2, SUM_BITS, 2);
      case INT16 -> new MultiplyAdd(16, 16, 2 * SUM_BITS - 16, 0);
      case MXINT4, INT4 -> new MultiplyAdd(4, 4, SUM_BITS, 0);
      case INT2 -> new MultiplyAdd(2, 2, SUM_BITS / 2, 0);
      case INT1 -> new MultiplyAdd(1, 1, SUM_BITS / 2, 0);
    };
  }

  /// Joules of one product and its sum, with its share of the clock.
  public double mac(Format format) {
    return unit(format).energy(process()) * (1 + Logic.CONTROL);
  }

  /// Joules of a byte that is held in flip-flops from one cycle to the next.
  public double registerByte() {
    return 8 * Logic.register(process(), Logic.RANDOM) * (1 + Logic.CONTROL);
  }

  /// Joules of a byte read from a buffer; that is also what one written takes, nearly.
  ///
  /// @param size bytes of the buffer
  public double bufferByte(double size) {
    SramBuffer buffer = buffer(size);
    return 8 * (buffer.read().middle() + buffer.write().middle()) / 2;
  }

  private SramBuffer buffer(double size) {
    return new SramBuffer(Math.clamp(size, LEAST, MOST), WORD, node, node.supply());
  }

  /// Joules of a byte over a wire on the die.
  public double wireByte(double metres) {
    return 8 * new Wire(metres, node, node.supply()).perBit().middle();
  }

  /// Joules of an operation of a vector unit, of which nothing more is known.
  public double vectorOperation(int lanes) {
    return new VectorLane(lanes, node, node.supply()).operation().middle();
  }

  /// Joules of a byte to or from memory beside the chip; null for a type that is not described.
  ///
  /// @param type as a catalogue writes it, such as `HBM2e`
  public static @Nullable Double memoryByte(@Nullable String type) {
    Memory.Type known = type(type);
    return known == null ? null : Double.valueOf(8 * new Dram(known).perBit().middle());
  }

  /// Watts of refresh and standby of that memory; 0 for a type that is not described.
  static double memoryIdle(@Nullable String type, double bandwidth) {
    Memory.Type known = type(type);
    return known == null ? 0 : new Dram(known).background(bandwidth).middle();
  }

  /// Joules of a byte to or from the host.
  public static double hostByte() {
    return 8 * Links.host().middle();
  }

  /// The described type that a written one is, or is a later version of.
  static Memory.@Nullable Type type(@Nullable String written) {
    if (written == null) {
      return null;
    }
    String key = written.toUpperCase(Locale.ROOT);
    for (Memory.Type type :
        new Memory.Type[] {
          Memory.Type.LPDDR4,
          Memory.Type.LPDDR5,
          Memory.Type.GDDR6,
          Memory.Type.HBM2,
          Memory.Type.HBM3,
          Memory.Type.DDR4,
          Memory.Type.DDR5
        }) {
      if (key.startsWith(type.name())) {
        return type;
      }
    }
    return null;
  }

  /// Watts that leak through a die: its memory as memory, the rest as placed logic.
  ///
  /// @param area square metres of all dies; null: not told, and only the memory leaks
  /// @param sram bytes on the dies
  public double leakage(@Nullable Double area, double sram, double kelvin) {
    double memory = 0;
    double logic = area == null ? 0 : area;
    if (sram >= LEAST) {
      double parts = Math.ceil(sram / MOST);
      SramBuffer buffer = buffer(sram / parts);
      memory = parts * buffer.leakage(kelvin).middle();
      logic = Math.max(0, logic - parts * buffer.area().middle());
    }
    return memory + node.logicLeakage(logic, node.supply(), kelvin);
  }
}
