package bitline.silicon;

/// What a chip did beside its arrays: sums over any number of pictures. Bits, not bytes.
///
/// @param read bits read from the buffers of cores
/// @param written bits written into them
/// @param hops bits × links that they pass between cores
/// @param operations lanes' operations of vector units
/// @param memory bits to and from memory beside the chip
/// @param host bits to and from the host
/// @param cells cells written while it runs
/// @param seconds that the chip leaks and memory refreshes
public record Moved(
    double read,
    double written,
    double hops,
    double operations,
    double memory,
    double host,
    double cells,
    double seconds) {
  /// Both together.
  public Moved plus(Moved other) {
    return new Moved(
        read + other.read,
        written + other.written,
        hops + other.hops,
        operations + other.operations,
        memory + other.memory,
        host + other.host,
        cells + other.cells,
        seconds + other.seconds);
  }
}
