package bitline.tensor;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A small fixed set of threads that share out the parts of one piece of work at a time, the caller
/// among them. Parts write to places of their own, so which thread does which, and when, changes no
/// bit of a result.
///
/// The threads are daemons; an idle one watches for work for some microseconds, then sleeps. A
/// caller that finds the set in use by another (or that is itself a part of a running piece) does
/// its parts alone.
public final class Workers {
  /// The caller alone.
  public static final Workers ALONE = new Workers(1);

  private static final ConcurrentHashMap<Integer, Workers> SETS = new ConcurrentHashMap<>();

  /// Looks before sleeping; some tens of microseconds, the pause between two layers of a network.
  private static final int LOOKS = 4000;

  private final Thread[] helpers;
  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile @Nullable Piece current;

  private Workers(int threads) {
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = Thread.ofPlatform().daemon().name("bitline-worker-" + (i + 1)).start(this::help);
    }
  }

  /// The process's one set of so many threads.
  public static Workers of(int threads) {
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException(threads + " threads");
    }
    return threads == 1 ? ALONE : SETS.computeIfAbsent(threads, Workers::new);
  }

  /// How many threads work, the caller included.
  public int threads() {
    return helpers.length + 1;
  }

  /// Calls `part` with 0 to `parts` − 1, each once, and returns when all are done. What a part
  /// throws, the caller throws.
  public void run(int parts, IntConsumer part) {
    if (parts <= 1 || helpers.length == 0 || !taken.compareAndSet(false, true)) {
      for (int i = 0; i < parts; i++) {
        part.accept(i);
      }
      return;
    }
    try {
      Piece piece = new Piece(parts, part);
      current = piece;
      for (Thread helper : helpers) {
        LockSupport.unpark(helper);
      }
      piece.work();
      for (int looks = 0; piece.undone.get() > 0; looks++) {
        if (looks < LOOKS) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
      }
      current = null;
      piece.rethrow();
    } finally {
      taken.set(false);
    }
  }

  private void help() {
    Piece last = null;
    int looks = 0;
    while (true) {
      Piece piece = current;
      if (piece != null && piece != last) {
        piece.work();
        last = piece;
        looks = 0;
      } else if (looks < LOOKS) {
        looks++;
        Thread.onSpinWait();
      } else {
        last = null;
        LockSupport.park(this);
        looks = 0;
      }
    }
  }

  /// Work in progress. Whoever draws a number does that part.
  private static final class Piece {
    private final int parts;
    private final IntConsumer part;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger undone;
    private volatile @Nullable Throwable failure;

    Piece(int parts, IntConsumer part) {
      this.parts = parts;
      this.part = part;
      this.undone = new AtomicInteger(parts);
    }

    void work() {
      for (int i = next.getAndIncrement(); i < parts; i = next.getAndIncrement()) {
        try {
          part.accept(i);
        } catch (Throwable thrown) {
          failure = thrown;
        } finally {
          undone.decrementAndGet();
        }
      }
    }

    void rethrow() {
      switch (failure) {
        case null -> {}
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case Throwable thrown -> throw new IllegalStateException(thrown);
      }
    }
  }
}
