package bitline.program;

import bitline.chip.Chip;
import bitline.chip.NetworkOnChip;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.eval.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What cores send one another for one picture. A value lies spread evenly over the cores of the
/// layer that makes it, and each core of a layer that reads it gets what its arrays multiply; what
/// the vector unit does on the way is done where the last of its operands is made. Partial sums go
/// from arrays in other cores to the core that has the first rows of the same columns. Pictures and
/// results pass core 0, where memories and the host are.
///
/// Left out: what the vector unit shares among all cores, weights, values that lie in the memory
/// outside.
///
/// @param messages in the order in which they are first sent
public record Traffic(List<Message> messages) {
  public Traffic {
    messages = List.copyOf(messages);
  }

  /// A core while a segment of the program is on the chip; of no segment ([#OUTSIDE]) what lies
  /// beside core 0.
  public record Place(int segment, int core) {
    /// What is reached through core 0.
    public static final Place OUTSIDE = new Place(-1, 0);
  }

  /// A place that gets part of something.
  public record Reader(Place place, double share) {}

  /// A value, or what is passed of it, for one picture.
  ///
  /// @param from over which it lies spread evenly
  public record Message(List<Place> from, List<Reader> to, double bytes) {
    public Message {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }

    /// Bytes from one of `from` to a reader.
    public double to(Reader reader) {
      return bytes * reader.share / from.size();
    }
  }

  /// What a program's cores send.
  public static Traffic of(Program program) {
    return new Reading(program).traffic();
  }

  /// Bytes in all, those that stay in their core among them.
  public double bytes() {
    double sum = 0;
    for (Message message : messages) {
      for (Reader reader : message.to) {
        sum += message.bytes * reader.share;
      }
    }
    return sum;
  }

  /// Σ bytes × links that they pass.
  public double byteHops(NetworkOnChip network, int cores) {
    double sum = 0;
    for (Message message : messages) {
      for (Place from : message.from) {
        for (Reader to : message.to) {
          sum += message.to(to) * network.hops(from.core, to.place.core, cores);
        }
      }
    }
    return sum;
  }

  /// Follows values from layer to layer.
  private static final class Reading {
    private final Program program;
    private final Chip chip;
    private final Map<String, ValueType> types;
    private final Map<String, Integer> segments = new HashMap<>();

    /// Where a value lies, and which step made it: later ones have greater numbers.
    ///
    /// @param takes what each place needs of what is sent there
    private record Home(int made, List<Place> places, List<Reader> takes) {
      static Home outside(int made) {
        return new Home(made, List.of(Place.OUTSIDE), List.of(new Reader(Place.OUTSIDE, 1)));
      }
    }

    private static final int BEFORE = -1;
    private static final int AFTER = Integer.MAX_VALUE;

    private final Map<String, Home> homes = new HashMap<>();

    /// Values that are another one under a new name, shape or type.
    private final Map<String, String> sameAs = new HashMap<>();

    private final Set<String> sent = new HashSet<>();
    private final List<Message> messages = new ArrayList<>();

    Reading(Program program) {
      this.program = program;
      types = program.types();
      chip = program.chip();
      for (int s = 0; s < program.segments().size(); s++) {
        Segment segment = program.segments().get(s);
        for (ArrayLayer layer : program.layers().subList(segment.from(), segment.to())) {
          segments.put(layer.node(), s);
        }
      }
    }

    Traffic traffic() {
      Graph graph = program.graph();
      Map<String, ArrayLayer> layers = program.byNode();
      Set<String> onVectorUnit = new HashSet<>();
      program.vectorNodes().forEach(node -> onVectorUnit.add(node.name()));
      for (Port port : graph.inputs()) {
        homes.put(port.name(), Home.outside(BEFORE));
      }
      int step = 0;
      for (Node node : graph.nodes()) {
        ArrayLayer layer = layers.get(node.name());
        List<String> reads =
            node.inputs().stream().filter(v -> homes.containsKey(made(v))).toList();
        if (layer != null) {
          Home home = home(step++, layer);
          send(made(layer.input()), home);
          if (layer.contents() instanceof Contents.Activation written) {
            send(made(written.value()), home);
          }
          partialSums(layer);
          homes.put(layer.output(), home);
        } else if (!reads.isEmpty()
            && (!onVectorUnit.contains(node.name()) || Effort.free(node.op()))) {
          sameAs.put(node.output(), made(node.input(0)));
        } else if (!reads.isEmpty()) {
          Home last = home(reads.getFirst());
          for (String value : reads) {
            last = home(value).made > last.made ? home(value) : last;
          }
          for (String value : reads) {
            send(made(value), last);
          }
          for (String value : node.outputs()) {
            homes.put(value, last);
          }
        } // else it follows from constants
      }
      for (Port port : graph.outputs()) {
        if (homes.containsKey(made(port.name()))) {
          send(made(port.name()), Home.outside(AFTER));
        }
      }
      return new Traffic(messages);
    }

    private String made(String value) {
      return sameAs.getOrDefault(value, value);
    }

    private Home home(String value) {
      return Objects.requireNonNull(homes.get(made(value)), value);
    }

    private Home home(int made, ArrayLayer layer) {
      int segment = segments.getOrDefault(layer.node(), 0);
      List<Place> places = new ArrayList<>();
      List<Reader> takes = new ArrayList<>();
      LayerTraffic.needs(layer, program.places(layer), chip)
          .forEach((core, share) -> {
            places.add(new Place(segment, core));
            takes.add(new Reader(places.getLast(), share));
          });
      return new Home(made, places, takes);
    }

    /// A value to all places of its reader; nothing where it lies there already, or has come.
    private void send(String value, Home reader) {
      Home maker = home(value);
      if (maker.made == reader.made || !sent.add(value + " to " + reader.made)) {
        return;
      }
      ValueType type = Objects.requireNonNull(types.get(value), value);
      double all = type.shape().elements() * Math.max(8, type.type().bits()) / 8.0;
      messages.add(new Message(maker.places, reader.takes, all));
    }

    private void partialSums(ArrayLayer layer) {
      int segment = segments.getOrDefault(layer.node(), 0);
      Map<List<Place>, Double> sums = new LinkedHashMap<>();
      for (LayerTraffic.Sums each : LayerTraffic.partialSums(layer, program.places(layer), chip)) {
        sums.merge(
            List.of(new Place(segment, each.from()), new Place(segment, each.to())),
            each.bytes(),
            Double::sum);
      }
      sums.forEach((way, bytes) ->
          messages.add(new Message(way.subList(0, 1), List.of(new Reader(way.get(1), 1)), bytes)));
    }
  }
}
