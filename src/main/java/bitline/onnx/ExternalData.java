package bitline.onnx;

import bitline.base.Problem;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The files beside a model that hold its large tensors. Each is mapped once, at the first tensor
/// that names it. A name may not lead out of the model's folder: neither by `..`, nor absolute, nor
/// through a symbolic link.
final class ExternalData {
  private final @Nullable Path folder;
  private final Map<String, MemorySegment> mapped = new HashMap<>();

  /// @param folder the model's; null where a model does not come from a file, which then may name
  ///   none
  ExternalData(@Nullable Path folder) {
    this.folder = folder;
  }

  /// `length` bytes from `offset` on of the file at `location`; a negative length means up to its
  /// end.
  MemorySegment slice(String location, long offset, long length) {
    MemorySegment file = mapped.computeIfAbsent(location, this::map);
    long left = file.byteSize() - offset;
    if (offset < 0 || left < 0 || length > left) {
      throw new Problem(
          "external data '"
              + location
              + "' has "
              + file.byteSize()
              + " bytes; the tensor's offset "
              + offset
              + (length < 0 ? "" : " and length " + length)
              + " reach past its end");
    }
    return file.asSlice(offset, length < 0 ? left : length);
  }

  private MemorySegment map(String location) {
    if (folder == null) {
      throw new Problem(
          "external data '" + location + "' of a model that does not lie in a folder");
    }
    try {
      Path relative = Path.of(location);
      boolean up = false;
      for (Path part : relative) {
        up |= part.toString().equals("..");
      }
      if (location.isEmpty()
          || relative.isAbsolute()
          || up
          || location.startsWith("/")
          || location.contains("\\")) {
        throw new Problem("external data '" + location + "' leads out of the model's folder");
      }
      Path file = folder.resolve(relative);
      if (!Files.isRegularFile(file)) {
        throw new Problem("external data '" + location + "' does not lie beside the model");
      }
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw new Problem("external data '" + location + "' leads out of the model's folder");
      }
      return mapFile(file);
    } catch (InvalidPathException e) {
      throw new Problem("external data '" + location + "' is not a file name", e);
    } catch (IOException e) {
      throw new Problem("external data '" + location + "' cannot be read", e);
    }
  }

  /// A whole file, mapped for as long as anything refers to it.
  static MemorySegment mapFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    }
  }
}
