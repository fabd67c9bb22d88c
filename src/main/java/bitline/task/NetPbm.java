package bitline.task;

import bitline.base.Problem;

/// Reads the portable grey and colour maps P2, P3, P5 and P6 (of Netpbm), as traffic-sign sets ship
/// them. Samples wider than 8 bits are scaled to 8.
final class NetPbm {
  private final byte[] bytes;
  private int at = 2;

  private NetPbm(byte[] bytes) {
    this.bytes = bytes;
  }

  static boolean isNetPbm(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 'P' && "2356".indexOf(bytes[1]) >= 0;
  }

  static Picture read(String name, byte[] bytes) {
    return new NetPbm(bytes).picture(name, bytes[1]);
  }

  private Picture picture(String name, byte kind) {
    int width = number();
    int height = number();
    int most = number();
    Pictures.checkSize(width, height);
    if (most < 1 || most > 65535) {
      throw new Problem("greatest sample " + most + " of the portable map; 1 to 65535 is possible");
    }
    boolean plain = kind == '2' || kind == '3';
    boolean colour = kind == '3' || kind == '6';
    int width8 = most < 256 ? 1 : 2;
    at += plain ? 0 : 1;
    long needed = (long) width * height * (colour ? 3 : 1) * (plain ? 1 : width8);
    if (bytes.length - at < needed) {
      throw new Problem(
          "cut: " + width + "x" + height + " samples do not fit its " + bytes.length + " bytes");
    }
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i += colour ? 1 : 3) {
      int sample = Math.min(most, plain ? number() : raw(width8));
      byte value = (byte) (most == 255 ? sample : (sample * 255L + most / 2) / most);
      rgb[i] = value;
      if (!colour) {
        rgb[i + 1] = value;
        rgb[i + 2] = value;
      }
    }
    return new Picture(name, width, height, rgb);
  }

  private int raw(int size) {
    int value = bytes[at++] & 0xFF;
    return size == 1 ? value : value << 8 | bytes[at++] & 0xFF;
  }

  private int number() {
    while (at < bytes.length && (bytes[at] == '#' || Character.isWhitespace(bytes[at]))) {
      if (bytes[at] == '#') {
        while (at < bytes.length && bytes[at] != '\n') {
          at++;
        }
      } else {
        at++;
      }
    }
    int value = 0;
    int start = at;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && at - start < 9) {
      value = value * 10 + bytes[at++] - '0';
    }
    if (at == start) {
      throw new Problem("a number is missing in the portable map at byte " + at);
    }
    return value;
  }
}
