package bitline.time;

import bitline.chip.Chip;
import bitline.chip.NetworkOnChip;
import bitline.chip.NetworkOnChip.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The wires between cores as stores of a flow: one unit a link and direction. A transfer takes all
/// links of its routes, in an order that is the same for everybody and, on a mesh, that of a
/// message's way; so no two transfers can wait for one another. It holds them until its last byte
/// is through (wormhole: a message that is held up stays on the links it has).
final class Links {
  /// A transfer in which nothing moves.
  static final Transfer NONE = new Transfer(List.of(), 0);

  private final @Nullable NetworkOnChip network;
  private final int cores;
  private final Flow.Builder flow;
  private final Map<Link, Integer> stores = new HashMap<>();

  Links(Chip chip, Flow.Builder flow) {
    network = chip.networkOnChip();
    cores = chip.cores();
    this.flow = flow;
  }

  /// Bytes from one core to others.
  ///
  /// @param to by core: the share of the bytes that it needs. Where routes part, each link carries
  ///   what is needed behind it, at most all, once
  record Message(int from, SortedMap<Integer, Double> to, double bytes) {
    static Message of(int from, int to, double bytes) {
      return new Message(from, new TreeMap<>(Map.of(to, 1.0)), bytes);
    }
  }

  /// Links that are held together.
  ///
  /// @param links stores, in the order in which they are taken
  /// @param seconds until the last byte is through the link that has most to carry, after the head
  ///   has made the longest way
  record Transfer(List<Integer> links, double seconds) {
    Transfer {
      links = List.copyOf(links);
    }

    boolean none() {
      return links.isEmpty();
    }
  }

  /// Whether the chip tells of any.
  boolean exist() {
    return network != null;
  }

  /// What moves these messages at the same time.
  Transfer transfer(List<Message> messages) {
    NetworkOnChip wires = network;
    if (wires == null) {
      return NONE;
    }
    Map<Link, Double> load = new HashMap<>();
    int hops = 0;
    for (Message message : messages) {
      Map<Link, Double> shares = new HashMap<>();
      for (Map.Entry<Integer, Double> to : message.to.entrySet()) {
        List<Link> route = wires.route(message.from, to.getKey(), cores);
        hops = Math.max(hops, route.size());
        route.forEach(link -> shares.merge(link, to.getValue(), Double::sum));
      }
      shares.forEach(
          (link, share) -> load.merge(link, message.bytes * Math.min(1, share), Double::sum));
    }
    List<Link> order = new ArrayList<>(load.keySet());
    order.sort(order(wires));
    double most = load.values().stream().mapToDouble(bytes -> bytes).max().orElse(0);
    return new Transfer(
        order.stream().map(link -> store(link, wires)).toList(),
        order.isEmpty() ? 0 : hops * wires.hopTime() + most / wires.linkBandwidth());
  }

  /// A value that lies spread over some cores, to others.
  ///
  /// @param to by core: the share that it needs
  Transfer spread(List<Integer> from, SortedMap<Integer, Double> to, double bytes) {
    return to.isEmpty()
        ? NONE
        : transfer(from.stream().map(core -> new Message(core, to, bytes / from.size())).toList());
  }

  /// Cores that need an equal part each.
  static SortedMap<Integer, Double> parts(List<Integer> cores) {
    SortedMap<Integer, Double> parts = new TreeMap<>();
    cores.forEach(core -> parts.put(core, 1.0 / cores.size()));
    return parts;
  }

  private int store(Link link, NetworkOnChip wires) {
    String name = UnitKind.LINK_FROM + link.from() + " to " + link.to();
    return stores.computeIfAbsent(
        link, _ -> flow.store(Flow.Store.movers(name, 1, wires.linkBandwidth())));
  }

  /// The order in which links are taken. On a mesh: eastward links from the west, westward ones
  /// from the east, then southward and northward ones likewise, which is the order of every XY
  /// route.
  private Comparator<Link> order(NetworkOnChip wires) {
    int width = NetworkOnChip.width(cores);
    Comparator<Link> alike = Comparator.comparingInt(Link::from).thenComparingInt(Link::to);
    if (wires.topology() != NetworkOnChip.Topology.MESH) {
      return alike;
    }
    Comparator<Link> direction =
        Comparator.comparingInt((Link l) -> direction(l, width))
            .thenComparingInt(l -> place(l, width));
    return direction.thenComparing(alike);
  }

  private static int direction(Link link, int width) {
    if (link.from() / width == link.to() / width) {
      return link.to() > link.from() ? 0 : 1;
    }
    return link.to() > link.from() ? 2 : 3;
  }

  private static int place(Link link, int width) {
    return switch (direction(link, width)) {
      case 0 -> link.from() % width;
      case 1 -> -(link.from() % width);
      case 2 -> link.from() / width;
      default -> -(link.from() / width);
    };
  }
}
