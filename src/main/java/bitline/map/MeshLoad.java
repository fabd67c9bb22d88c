package bitline.map;

import bitline.chip.NetworkOnChip;
import java.util.Arrays;
import java.util.List;

/// Bytes that the links of a mesh carry for one picture. A transfer goes along XY routes, over each
/// link as far as readers behind it need it.
final class MeshLoad {
  private static final int DIRECTIONS = 4;

  private final int width;
  private final int rows;
  private final double[] carried;

  private MeshLoad(int cores) {
    width = NetworkOnChip.width(cores);
    rows = Math.ceilDiv(cores, width);
    carried = new double[width * rows * DIRECTIONS];
  }

  /// A transfer.
  ///
  /// @param from cores over which the bytes lie spread evenly
  /// @param to cores that need some of them
  /// @param shares that they need
  record Transfer(int[] from, int[] to, double[] shares, double bytes) {}

  /// Bytes of the link that carries most.
  static double busiest(List<Transfer> transfers, int cores) {
    MeshLoad mesh = new MeshLoad(cores);
    transfers.forEach(mesh::add);
    return Arrays.stream(mesh.carried).max().orElse(0);
  }

  private void add(Transfer transfer) {
    // by column: what is needed in a row and below, and in rows above
    double[][] below = new double[width][rows + 1];
    double[][] above = new double[width][rows + 1];
    double[] east = new double[width + 1];
    double[] west = new double[width + 1];
    for (int i = 0; i < transfer.to.length; i++) {
      below[transfer.to[i] % width][transfer.to[i] / width] += transfer.shares[i];
    }
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < rows; y++) {
        above[x][y + 1] = above[x][y] + below[x][y];
      }
      for (int y = rows - 1; y >= 0; y--) {
        below[x][y] += below[x][y + 1];
      }
      west[x + 1] = west[x] + below[x][0];
    }
    for (int x = width - 1; x >= 0; x--) {
      east[x] = east[x + 1] + below[x][0];
    }
    double bytes = transfer.bytes / transfer.from.length;
    for (int from : transfer.from) {
      int y = from / width;
      for (int x = from % width; x + 1 < width && east[x + 1] > 0; x++) {
        carried[(y * width + x) * DIRECTIONS] += bytes * Math.min(1, east[x + 1]);
      }
      for (int x = from % width; x > 0 && west[x] > 0; x--) {
        carried[(y * width + x) * DIRECTIONS + 1] += bytes * Math.min(1, west[x]);
      }
      for (int x = 0; x < width; x++) {
        for (int at = y; below[x][at + 1] > 0; at++) {
          carried[(at * width + x) * DIRECTIONS + 2] += bytes * Math.min(1, below[x][at + 1]);
        }
        for (int at = y; above[x][at] > 0; at--) {
          carried[(at * width + x) * DIRECTIONS + 3] += bytes * Math.min(1, above[x][at]);
        }
      }
    }
  }
}
