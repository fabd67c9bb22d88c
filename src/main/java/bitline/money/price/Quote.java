package bitline.money.price;

import bitline.text.Range;
import bitline.text.Unit;

/// What somebody said at some time about a price or another number of production, as
/// `prices/*.yaml` writes it. One kind for each unit.
public sealed interface Quote {
  /// Who said it: sources of one name are one opinion, of which the one nearest to the year asked
  /// for counts.
  String by();

  /// When: a year, `"2020"`, or a month, `2020-04`.
  String date();

  /// The number, in the SI unit of its kind.
  double value();

  /// The year of its date.
  default int year() {
    return Integer.parseInt(date().substring(0, 4));
  }

  /// Dollars.
  record Dollars(String by, String date, @Unit("USD") @Range(min = 1e-6, max = 1e11) double usd)
      implements Quote {
    public Dollars {
      Dates.check(date);
    }

    @Override
    public double value() {
      return usd;
    }
  }

  /// Things per square metre: transistors, defects.
  record PerArea(String by, String date, @Unit("1/m2") @Range(min = 1, max = 1e16) double count)
      implements Quote {
    public PerArea {
      Dates.check(date);
    }

    @Override
    public double value() {
      return count;
    }
  }

  /// Dollars a square metre.
  record DollarsPerArea(
      String by, String date, @Unit("USD/m2") @Range(min = 1, max = 1e9) double usd)
      implements Quote {
    public DollarsPerArea {
      Dates.check(date);
    }

    @Override
    public double value() {
      return usd;
    }
  }

  /// Dollars a byte.
  record DollarsPerByte(
      String by, String date, @Unit("USD/B") @Range(min = 1e-13, max = 1) double usd)
      implements Quote {
    public DollarsPerByte {
      Dates.check(date);
    }

    @Override
    public double value() {
      return usd;
    }
  }

  /// Dollars a second.
  record DollarsPerSecond(
      String by, String date, @Unit("USD/s") @Range(min = 1e-7, max = 1e3) double usd)
      implements Quote {
    public DollarsPerSecond {
      Dates.check(date);
    }

    @Override
    public double value() {
      return usd;
    }
  }

  /// A share, a yield, a factor, or a count of things.
  record Number(String by, String date, @Unit("1") @Range(min = 1e-9, max = 1e9) double number)
      implements Quote {
    public Number {
      Dates.check(date);
    }

    @Override
    public double value() {
      return number;
    }
  }

  /// Seconds.
  record Seconds(String by, String date, @Unit("s") @Range(min = 1e-6, max = 1e9) double seconds)
      implements Quote {
    public Seconds {
      Dates.check(date);
    }

    @Override
    public double value() {
      return seconds;
    }
  }

  /// Square metres.
  record Area(String by, String date, @Unit("m2") @Range(min = 1e-14, max = 1) double area)
      implements Quote {
    public Area {
      Dates.check(date);
    }

    @Override
    public double value() {
      return area;
    }
  }

  /// Metres.
  record Width(String by, String date, @Unit("m") @Range(min = 1e-7, max = 0.1) double width)
      implements Quote {
    public Width {
      Dates.check(date);
    }

    @Override
    public double value() {
      return width;
    }
  }
}
