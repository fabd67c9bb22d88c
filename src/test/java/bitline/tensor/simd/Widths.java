package bitline.tensor.simd;

import bitline.tensor.Kernels;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import jdk.incubator.vector.FloatVector;

/// The kernels of every lane width this machine has. Widths are constants of the loaded classes, so
/// each is loaded anew.
public final class Widths {
  private Widths() {}

  /// Kernels on `threads` threads by lane bits.
  public static Map<Integer, Kernels> all(int threads) {
    Map<Integer, Kernels> kernels = new LinkedHashMap<>();
    for (int bits : new int[] {128, 256, 512}) {
      if (bits <= FloatVector.SPECIES_PREFERRED.vectorBitSize()) {
        kernels.put(bits, of(bits, threads));
      }
    }
    return kernels;
  }

  static Kernels of(int bits, int threads) {
    String before = System.getProperty(KernelsProvider.BITS);
    System.setProperty(KernelsProvider.BITS, Integer.toString(bits));
    try {
      Class<?> provider = new Anew().loadClass(KernelsProvider.class.getName());
      return (Kernels) provider.getMethod("best", int.class).invoke(null, threads);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } finally {
      if (before == null) {
        System.clearProperty(KernelsProvider.BITS);
      } else {
        System.setProperty(KernelsProvider.BITS, before);
      }
    }
  }

  /// Defines the classes of this package itself and leaves the rest to its parent.
  private static final class Anew extends ClassLoader {
    Anew() {
      super(Widths.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith("bitline.tensor.simd.")) {
          return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
