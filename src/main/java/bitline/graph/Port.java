package bitline.graph;

import bitline.tensor.ElementType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A graph's input or output as the file declares it. Each size is a number or a name ("N"); null
/// sizes mean that the file says nothing, a null type likewise (allowed for outputs and for the
/// inputs of subgraphs).
///
/// @param sizes a decimal number or a symbol an axis; "?" is an unknown size that need not equal
///   another "?"
public record Port(String name, @Nullable ElementType type, @Nullable List<String> sizes) {
  public Port {
    sizes = sizes == null ? null : List.copyOf(sizes);
  }
}
