package bitline.time;

import bitline.chip.Chip;
import bitline.chip.NetworkOnChip;
import bitline.chip.NetworkOnChip.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /// Bytes that every one of `to` needs, from one core. Where routes part, each link carries them
  /// once.
  record Message(int from, List<Integer> to, double bytes) {
    Message {
      to = List.copyOf(to);
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
      Set<Link> tree = new HashSet<>();
      for (int to : message.to) {
        List<Link> route = wires.route(message.from, to, cores);
        hops = Math.max(hops, route.size());
        tree.addAll(route);
      }
      tree.forEach(link -> load.merge(link, message.bytes, Double::sum));
    }
    List<Link> order = new ArrayList<>(load.keySet());
    order.sort(order(wires));
    double most = load.values().stream().mapToDouble(bytes -> bytes).max().orElse(0);
    return new Transfer(
        order.stream().map(this::store).toList(),
        order.isEmpty() ? 0 : hops * wires.hopTime() + most / wires.linkBandwidth());
  }

  /// A value that lies spread over some cores, to each of others.
  Transfer spread(List<Integer> from, List<Integer> to, double bytes) {
    return transfer(from.stream().map(core -> new Message(core, to, bytes / from.size())).toList());
  }

  private int store(Link link) {
    return stores.computeIfAbsent(
        link, l -> flow.store(Flow.Store.units("link " + l.from() + " to " + l.to(), 1)));
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
