package bitline.map;

import bitline.base.Problem;
import org.jspecify.annotations.Nullable;

/// What is asked of the mapper beside the network and the chip.
///
/// @param way how the network is to run
/// @param batch pictures that go through one segment before the weights of the next are written
/// @param adcBits resolution of the ADCs; 0 means the chip's own
/// @param grouped where grouped convolutions are to run
/// @param activations where products of two activations are to run
/// @param plan segments and copies to take as they are; null: the mapper's own
public record Request(
    Way way,
    int batch,
    int adcBits,
    Grouped grouped,
    ActivationProducts activations,
    @Nullable Plan plan) {
  /// One picture at a time, as fast as it goes, on the chip as it is.
  public static final Request PLAIN =
      new Request(Way.AUTO, 1, 0, Grouped.AUTO, ActivationProducts.AUTO, null);

  public Request {
    if (adcBits < 0 || adcBits > 16) {
      throw new Problem("ADCs of " + adcBits + " bits; 1 to 16, or 0 for the chip's own");
    }
    if (batch < 1) {
      throw new Problem("a batch of " + batch + " pictures; 1 or more are possible");
    }
    if (way == Way.BATCHED && batch == 1) {
      throw new Problem("a batch of 1 picture is streamed, not batched; ask for 2 or more");
    }
  }

  public Request with(Way other) {
    return new Request(other, batch, adcBits, grouped, activations, plan);
  }

  /// The same for so many pictures; one alone is streamed where more would be batched.
  public Request ofBatch(int pictures) {
    Way possible = way == Way.BATCHED && pictures == 1 ? Way.STREAMED : way;
    return new Request(possible, pictures, adcBits, grouped, activations, plan);
  }

  public Request withAdcBits(int bits) {
    return new Request(way, batch, bits, grouped, activations, plan);
  }

  public Request with(Grouped other) {
    return new Request(way, batch, adcBits, other, activations, plan);
  }

  public Request with(ActivationProducts other) {
    return new Request(way, batch, adcBits, grouped, other, plan);
  }

  public Request following(Plan given) {
    return new Request(way, batch, adcBits, grouped, activations, given);
  }
}
