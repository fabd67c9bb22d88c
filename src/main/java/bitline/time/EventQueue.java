package bitline.time;

import java.util.Arrays;

/// Who goes on when: a heap of four children a node over (time, order of arrival), so that events
/// of one time come out in the order in which they were put in.
final class EventQueue {
  private long[] time = new long[64];
  private long[] order = new long[64];
  private int[] what = new int[64];
  private int size;
  private long arrivals;

  boolean isEmpty() {
    return size == 0;
  }

  /// How many were ever put in.
  long arrivals() {
    return arrivals;
  }

  /// Time of the next event.
  long next() {
    return time[0];
  }

  void put(long at, int event) {
    if (size == time.length) {
      time = Arrays.copyOf(time, 2 * size);
      order = Arrays.copyOf(order, 2 * size);
      what = Arrays.copyOf(what, 2 * size);
    }
    int place = size++;
    long number = arrivals++;
    while (place > 0) {
      int parent = (place - 1) >> 2;
      if (time[parent] <= at) {
        break; // an older one of the same time stays ahead
      }
      move(parent, place);
      place = parent;
    }
    set(place, at, number, event);
  }

  /// Takes the next event out.
  int take() {
    int first = what[0];
    size--;
    long at = time[size];
    long number = order[size];
    int event = what[size];
    int place = 0;
    for (int child = 1; child < size; child = 4 * place + 1) {
      int least = child;
      int end = Math.min(child + 4, size);
      for (int other = child + 1; other < end; other++) {
        if (before(time[other], order[other], time[least], order[least])) {
          least = other;
        }
      }
      if (before(at, number, time[least], order[least])) {
        break;
      }
      move(least, place);
      place = least;
    }
    set(place, at, number, event);
    return first;
  }

  private static boolean before(long time, long order, long otherTime, long otherOrder) {
    return time < otherTime || time == otherTime && order < otherOrder;
  }

  private void move(int from, int to) {
    set(to, time[from], order[from], what[from]);
  }

  private void set(int place, long at, long number, int event) {
    time[place] = at;
    order[place] = number;
    what[place] = event;
  }
}
