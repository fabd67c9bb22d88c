package bitline.time;

import bitline.chip.Chip;
import bitline.chip.Control;
import bitline.chip.HostLink;
import bitline.chip.Memory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What there is on a chip beside arrays and wires, as stores of a flow that are made when they are
/// first asked for: memories, the host's link, the command processor, vector units, buffers' ports.
final class Units {
  private final Chip chip;
  private final Flow.Builder flow;
  private final Map<String, Integer> stores = new HashMap<>();

  Units(Chip chip, Flow.Builder flow) {
    this.chip = chip;
    this.flow = flow;
  }

  private int store(String name, int count) {
    return stores.computeIfAbsent(name, n -> flow.store(Flow.Store.units(n, count)));
  }

  private int mover(String name, int count, double bandwidth) {
    return stores.computeIfAbsent(name, n -> flow.store(Flow.Store.movers(n, count, bandwidth)));
  }

  private int store(Memory memory) {
    Double bandwidth = memory.bandwidth();
    return mover(UnitKind.name(memory), memory.channels(), bandwidth == null ? 0 : bandwidth);
  }

  /// Moves bytes into or out of the memory outside. They are spread over its channels burst by
  /// burst: few bytes take few channels, so that others can move at the same time.
  Deed outside(double bytes) {
    Memory outside = chip.outside();
    if (outside == null) {
      return Deed.NOTHING;
    }
    int channels = (int) Math.clamp(Math.ceil(bytes / outside.burst()), 1, outside.channels());
    double seconds = outside.seconds(bytes) * outside.channels() / channels;
    return Deed.of(store(outside), channels, seconds);
  }

  /// Moves weights out of a memory through all of its channels.
  Deed weights(Memory memory, double seconds) {
    return Deed.of(store(memory), memory.channels(), seconds);
  }

  /// Brings a piece of a picture onto the chip.
  ///
  /// @param first whether a transfer begins with it
  Deed in(double bytes, boolean first) {
    HostLink host = chip.host();
    return host == null ? outside(bytes) : host(host, UnitKind.name(host, "in"), bytes, first);
  }

  /// Brings results to the host; where there is no link to one, they stay where they are.
  Deed out(double bytes) {
    HostLink host = chip.host();
    return host == null ? Deed.NOTHING : host(host, UnitKind.name(host, "out"), bytes, true);
  }

  private Deed host(HostLink host, String name, double bytes, boolean first) {
    return Deed.of(
        mover(name, 1, host.bandwidth()),
        1,
        (first ? host.latency() : 0) + bytes / host.bandwidth());
  }

  /// Starts a stage.
  Deed start() {
    Control control = chip.control();
    return control == null
        ? Deed.NOTHING
        : Deed.of(store(UnitKind.COMMAND_PROCESSOR, 1), 1, control.start());
  }

  /// Work of the vector units of some cores, a part of it each; on a chip that names no vector unit
  /// a host does it, and it takes no time.
  ///
  /// @param seconds that one of them would take
  Deed vector(List<Integer> cores, double seconds) {
    if (seconds == 0) {
      return Deed.NOTHING;
    }
    List<Integer> units =
        chip.core().vectorUnit() == null || chip.cores() == 1
            ? List.of(store(UnitKind.VECTOR_UNIT, 1))
            : cores.stream()
                .map(core -> store(UnitKind.VECTOR_UNIT + " of core " + core, 1))
                .toList();
    return Deed.of(units, seconds / units.size());
  }

  /// Reads through the ports of the buffers of some cores at the same time.
  ///
  /// @param bytes of the core that reads most
  Deed read(List<Integer> cores, double bytes) {
    Memory buffer = chip.core().buffer();
    Double bandwidth = buffer == null ? null : buffer.bandwidth();
    return buffer == null || bandwidth == null
        ? Deed.NOTHING
        : Deed.of(
            cores.stream()
                .map(c -> mover(UnitKind.PORT_OF + buffer.name() + " of core " + c, 1, bandwidth))
                .toList(),
            buffer.seconds(bytes));
  }
}
