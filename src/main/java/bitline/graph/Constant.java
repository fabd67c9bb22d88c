package bitline.graph;

import bitline.tensor.ElementType;
import bitline.tensor.LittleEndian;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A weight or another fixed operand. Its numbers may still lie in a mapped file: they are decoded
/// at the first use and kept, so that opening a network of gigabytes reads only its structure.
public final class Constant {
  private final ElementType type;
  private final Shape shape;
  private @Nullable Supplier<Tensor> source;
  private @Nullable Tensor tensor;
  private @Nullable String hash;

  private Constant(
      ElementType type, Shape shape, @Nullable Supplier<Tensor> source, @Nullable Tensor tensor) {
    this.type = type;
    this.shape = shape;
    this.source = source;
    this.tensor = tensor;
  }

  public static Constant of(Tensor tensor) {
    return new Constant(tensor.type(), tensor.shape(), null, tensor);
  }

  public static Constant lazy(ElementType type, Shape shape, Supplier<Tensor> source) {
    return new Constant(type, shape, source, null);
  }

  public ElementType type() {
    return type;
  }

  public Shape shape() {
    return shape;
  }

  public synchronized Tensor tensor() {
    Tensor known = tensor;
    if (known == null) {
      Supplier<Tensor> decode = source;
      if (decode == null) {
        throw new IllegalStateException("a constant without numbers");
      }
      known = decode.get();
      if (known.type() != type || !known.shape().equals(shape)) {
        throw new IllegalStateException(
            "decoded " + known.type() + " " + known.shape() + " for " + type + " " + shape);
      }
      tensor = known;
      source = null;
    }
    return known;
  }

  /// SHA-256 of type, shape and numbers in hexadecimal: equal for equal constants, on every
  /// machine. Computed once.
  synchronized String hash() {
    String known = hash;
    if (known == null) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((type.text() + " " + shape + "\n").getBytes(StandardCharsets.US_ASCII));
        digest.update(LittleEndian.encode(tensor()));
        known = HexFormat.of().formatHex(digest.digest());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
      hash = known;
    }
    return known;
  }
}
