package bitline.graph;

import bitline.tensor.ElementType;

/// Fourier transforms and what goes with them. A complex number is a last axis of two elements.
public sealed interface Signal extends Op {
  /// Discrete Fourier transform along an axis. Inputs: x (…, 1 real or 2 complex), length
  /// (optional), axis (optional, −2).
  ///
  /// @param inverse with the factor 1/length
  /// @param onesided only the frequencies up to the half, which tell all of a real signal
  record DFT(boolean inverse, boolean onesided) implements Signal {}

  /// Transforms of overlapping frames. Inputs: signal (batch, length, 1 or 2), step, window
  /// (optional), frame length (optional).
  record STFT(boolean onesided) implements Signal {}

  /// Input: size. @param periodic else symmetric
  record HannWindow(boolean periodic, ElementType type) implements Signal {}

  /// Input: size. @param periodic else symmetric
  record HammingWindow(boolean periodic, ElementType type) implements Signal {}

  /// Input: size. @param periodic else symmetric
  record BlackmanWindow(boolean periodic, ElementType type) implements Signal {}

  /// Triangles on the mel scale. Inputs: bins, transform length, sample rate, lower and upper edge
  /// in hertz.
  record MelWeightMatrix(ElementType type) implements Signal {}
}
