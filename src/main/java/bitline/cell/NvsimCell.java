package bitline.cell;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.text.Evidence;
import bitline.text.Place;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the cell files of NVSim and of those that build on it (DESTINY, NVMExplorer): lines such
/// as `-ResistanceOn (ohm): 3000`, blank lines, and comments after `#` or `//`.
///
/// Those tools skip what they do not know; here an unknown key, a unit other than the key's, a
/// value that is no number and a key given twice are refused with line and column. Taken over:
/// medium, levels, area (with `-ProcessNode`), resistances at the read voltage, read voltage and
/// energy, longest pulse, larger write energy, retention. The other keys describe the access device
/// and the sense amplifier; they are read and left. Such a file knows no noise, drift or endurance.
public final class NvsimCell {
  private static final Pattern LINE =
      Pattern.compile("-([A-Za-z]+)[ \\t]*(?:\\(([^)]*)\\))?[ \\t]*(:)?[ \\t]*(.*?)[ \\t]*");
  private static final int LARGEST = 100_000;

  /// Key and unit of every number.
  private static final Map<String, String> NUMBERS = new LinkedHashMap<>();

  /// Keys whose value is a word, with the words; empty: any.
  private static final Map<String, List<String>> WORDS = new LinkedHashMap<>();

  private static final Map<String, Medium> MEDIA = new LinkedHashMap<>();

  static {
    for (String at : List.of("", "AtSetVoltage", "AtResetVoltage", "AtReadVoltage")) {
      NUMBERS.put("ResistanceOn" + at, "ohm");
      NUMBERS.put("ResistanceOff" + at, "ohm");
    }
    for (String at :
        List.of("OnAtHalfReadVoltage", "OffAtHalfReadVoltage", "OnAtHalfResetVoltage")) {
      NUMBERS.put("Resistance" + at, "ohm");
    }
    for (String act : List.of("Read", "Set", "Reset")) {
      NUMBERS.put(act + "Voltage", "V");
      NUMBERS.put(act + "Current", "uA");
      NUMBERS.put(act + "Energy", "pJ");
      NUMBERS.put(act + "Pulse", "ns");
      WORDS.put(act + "Mode", List.of("voltage", "current"));
    }
    number("", "ProcessNode", "CellAspectRatio", "CellLevels", "GateOxThicknessFactor");
    number("", "GateCouplingRatio");
    number("F^2", "CellArea");
    number("F", "CapacitanceOn", "CapacitanceOff", "SOIDeviceWidth", "AccessCMOSWidth");
    number("F", "DRAMCellCapacitance", "SRAMCellNMOSWidth", "SRAMCellPMOSWidth");
    number("uW", "ReadPower");
    number("mV", "MinSenseVoltage");
    number("V", "VoltageDropAccessDevice", "FlashEraseVoltage", "FlashProgramVoltage");
    number("V", "FlashPassVoltage");
    number("uA", "LeakageCurrentAccessDevice");
    number("ms", "FlashEraseTime");
    number("us", "FlashProgramTime", "RetentionTime");
    number("K", "Temperature");
    WORDS.put("MemCellType", List.of());
    WORDS.put("AccessType", List.of("CMOS", "BJT", "diode", "None"));
    WORDS.put("ReadFloating", List.of("true", "false"));
    MEDIA.put("SRAM", Medium.SRAM);
    MEDIA.put("MRAM", Medium.MRAM);
    MEDIA.put("PCRAM", Medium.PCM);
    MEDIA.put("memristor", Medium.RRAM);
    MEDIA.put("RRAM", Medium.RRAM);
    MEDIA.put("MLCRRAM", Medium.RRAM);
    MEDIA.put("FeFET", Medium.FEFET);
    MEDIA.put("MLCFeFET", Medium.FEFET);
    MEDIA.put("CTT", Medium.SONOS);
    MEDIA.put("MLCCTT", Medium.SONOS);
  }

  private static void number(String unit, String... keys) {
    for (String key : keys) {
      NUMBERS.put(key, unit);
    }
  }

  /// One line of the file.
  private record Entry(String key, String text, double number, Place place, String line) {}

  private final String name;
  private final String file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<Evidence> evidence = new ArrayList<>();

  private NvsimCell(String name, String file) {
    this.name = name;
    this.file = file;
  }

  /// Reads a file; the cell has the file's name without its ending.
  public static Cell read(Path path) {
    try {
      if (Files.size(path) > LARGEST) {
        throw Problem.at(path.toString(), "is no cell file: larger than " + LARGEST + " bytes");
      }
      return parse(Files.readString(path), path.toString());
    } catch (CharacterCodingException e) {
      throw Problem.at(path.toString(), "is no text in UTF-8");
    } catch (IOException e) {
      throw new Problem("the file '" + path + "' cannot be read", e);
    }
  }

  /// Reads the text of a file.
  public static Cell parse(String text, String file) {
    String last = file.substring(file.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    NvsimCell reader = new NvsimCell(dot > 0 ? last.substring(0, dot) : last, file);
    String[] lines = text.split("\r\n|\r|\n", -1);
    for (int i = 0; i < lines.length; i++) {
      reader.line(lines[i], i + 1);
    }
    return reader.cell();
  }

  private void line(String whole, int number) {
    int start = 0;
    while (start < whole.length() && Character.isWhitespace(whole.charAt(start))) {
      start++;
    }
    String text = whole.substring(start);
    if (text.isEmpty() || text.startsWith("#") || text.startsWith("//")) {
      return;
    }
    int comment = text.indexOf("//");
    String said = comment < 0 ? text : text.substring(0, comment);
    Matcher m = LINE.matcher(said);
    if (!m.matches() || m.group(3) == null) {
      throw new Place(file, number, start + 1)
          .problem(
              "'"
                  + brief(said)
                  + "' is not a line of a cell file; write '-Key (unit): value', or '//' before a"
                  + " comment");
    }
    Place at = new Place(file, number, start + 1);
    String key = m.group(1);
    boolean word = WORDS.containsKey(key);
    if (!word && !NUMBERS.containsKey(key)) {
      List<String> known = new ArrayList<>(NUMBERS.keySet());
      known.addAll(WORDS.keySet());
      throw at.problem(
          "unknown key '-"
              + brief(key)
              + "'"
              + Spelling.hint(key, known).replace("mean '", "mean '-"));
    }
    String unit = word ? "" : NUMBERS.getOrDefault(key, "");
    String given = m.group(2) == null ? "" : m.group(2).strip();
    if (!given.equals(unit)) {
      String should = "-" + key + (unit.isEmpty() ? "" : " (" + unit + ")") + ":";
      throw new Place(file, number, start + 1 + (m.group(2) == null ? m.start(3) : m.start(2)))
          .problem(
              "unit '"
                  + brief(given)
                  + "' of -"
                  + key
                  + " must be '"
                  + unit
                  + "'; write "
                  + should);
    }
    Place value = new Place(file, number, start + 1 + m.start(4));
    Entry before = entries.get(key);
    if (before != null) {
      throw at.problem("-" + key + " stands in line " + before.place.line() + " already");
    }
    String written = m.group(4);
    double parsed = word ? checkedWord(key, written, value) : number(key, written, value);
    entries.put(key, new Entry(key, written, parsed, value, said.strip()));
  }

  private static double checkedWord(String key, String written, Place at) {
    List<String> words = WORDS.getOrDefault(key, List.of());
    if (written.isEmpty() || !words.isEmpty() && !words.contains(written)) {
      throw at.problem(
          "-"
              + key
              + " must be "
              + (words.isEmpty() ? "a word" : "one of " + String.join(", ", words))
              + ", not '"
              + brief(written)
              + "'"
              + Spelling.hint(written, words));
    }
    return 0;
  }

  private static double number(String key, String written, Place at) {
    if (!written.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?")) {
      throw at.problem("-" + key + " must be a number, not '" + brief(written) + "'");
    }
    double value = Double.parseDouble(written);
    if (value < 0 || Double.isInfinite(value)) {
      throw at.problem("-" + key + " is out of range: " + brief(written));
    }
    return value;
  }

  private Cell cell() {
    Entry type = entries.get("MemCellType");
    if (type == null) {
      throw new Place(file, 1, 1).problem("no line '-MemCellType: …'; is this a cell file?");
    }
    Medium medium = MEDIA.get(type.text);
    if (medium == null) {
      throw type.place.problem(
          "cells of '"
              + brief(type.text)
              + "' do not compute here; there are "
              + String.join(", ", MEDIA.keySet())
              + Spelling.hint(type.text, List.copyOf(MEDIA.keySet())));
    }
    published("medium", type);
    int bits = bits();
    boolean rewritable = medium == Medium.SRAM || medium == Medium.MRAM;
    assumed(
        "rewritableWhileRunning",
        Boolean.toString(rewritable),
        "the file does not say; " + medium.words() + (rewritable ? " is" : " is usually not"));
    return new Cell(
        name,
        type.text + " cell of an NVSim file",
        medium,
        bits,
        rewritable,
        medium == Medium.SRAM ? null : conductance(),
        null,
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        read(),
        write(),
        null,
        scaled("RetentionTime", 1e-6, "retention"),
        area(),
        null,
        null,
        evidence);
  }

  private int bits() {
    Entry levels = entries.get("CellLevels");
    if (levels == null) {
      assumed("bits", "1", "the file gives no -CellLevels");
      return 1;
    }
    int bits = 31 - Integer.numberOfLeadingZeros((int) Math.min(levels.number, 1 << 20));
    if (levels.number != 1 << Math.max(bits, 0) || bits < 1 || bits > 8) {
      throw levels.place.problem("-CellLevels must be 2, 4, 8 … or 256, not " + brief(levels.text));
    }
    published("bits", levels);
    return bits;
  }

  private Cell.@Nullable Conductance conductance() {
    Entry on = either("ResistanceOnAtReadVoltage", "ResistanceOn");
    Entry off = either("ResistanceOffAtReadVoltage", "ResistanceOff");
    if (on == null || off == null) {
      Entry alone = on == null ? off : on;
      if (alone == null) {
        return null;
      }
      throw alone.place.problem(
          "-" + alone.key + " needs the resistance of the other state beside it");
    }
    if (on.number == 0 || off.number <= on.number) {
      throw on.place.problem(
          "-"
              + on.key
              + " "
              + on.text
              + " ohm must be above 0 and below -"
              + off.key
              + " "
              + off.text
              + " ohm");
    }
    published("conductance.off", off);
    published("conductance.on", on);
    return new Cell.Conductance(1 / off.number, 1 / on.number);
  }

  private Cell.@Nullable Read read() {
    Double voltage = scaled("ReadVoltage", 1, "read.voltage");
    Double energy = voltage == null ? null : scaled("ReadEnergy", 1e-12, "read.energy");
    return voltage == null ? null : new Cell.Read(voltage, energy);
  }

  private @Nullable Write write() {
    Entry set = entries.get("SetPulse");
    Entry reset = entries.get("ResetPulse");
    if (set == null && reset == null) {
      return null;
    }
    Entry longer = reset == null || set != null && set.number >= reset.number ? set : reset;
    if (longer == null) {
      throw new IllegalStateException("one of two pulses was there");
    }
    published("write.time", longer);
    Double energy = larger(energy("Set"), energy("Reset"));
    return new Write(longer.number * 1e-9, energy, null, null);
  }

  /// Joules of a pulse: as given, or V²·t/R or I²·R·t with the lower resistance of the file.
  private @Nullable Double energy(String act) {
    Entry given = entries.get(act + "Energy");
    if (given != null) {
      published("write.energy (" + act.toLowerCase(Locale.ROOT) + ")", given);
      return given.number * 1e-12;
    }
    Entry mode = entries.get(act + "Mode");
    Entry pulse = entries.get(act + "Pulse");
    Entry on = either("ResistanceOnAt" + act + "Voltage", "ResistanceOn");
    if (mode == null || pulse == null || on == null || on.number == 0) {
      return null;
    }
    boolean current = mode.text.equals("current");
    Entry drive = entries.get(act + (current ? "Current" : "Voltage"));
    if (drive == null) {
      return null;
    }
    double amount = current ? drive.number * 1e-6 : drive.number;
    double power = current ? amount * amount * on.number : amount * amount / on.number;
    double joules = power * pulse.number * 1e-9;
    assumed(
        "write.energy (" + act.toLowerCase(Locale.ROOT) + ")",
        joules + " J",
        (current ? "I² R t" : "V² t / R") + " of the cell alone, for want of -" + act + "Energy");
    return joules;
  }

  private static @Nullable Double larger(@Nullable Double a, @Nullable Double b) {
    return a == null ? b : b == null ? a : Double.valueOf(Math.max(a, b));
  }

  private @Nullable Double area() {
    Entry area = entries.get("CellArea");
    Entry node = entries.get("ProcessNode");
    if (area == null || node == null) {
      return null;
    }
    published("area", area);
    double feature = node.number * 1e-9;
    return area.number * feature * feature;
  }

  private @Nullable Double scaled(String key, double factor, String path) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return null;
    }
    published(path, entry);
    return entry.number * factor;
  }

  private @Nullable Entry either(String first, String second) {
    Entry entry = entries.get(first);
    return entry == null ? entries.get(second) : entry;
  }

  private void published(String path, Entry entry) {
    String source =
        file.substring(file.lastIndexOf('/') + 1)
            + ", line "
            + entry.place.line()
            + ": "
            + entry.line;
    evidence.add(new Evidence(path, entry.text, Evidence.Kind.PUBLISHED, source));
  }

  private void assumed(String path, String written, String why) {
    evidence.add(new Evidence(path, written, Evidence.Kind.ASSUMED, why));
  }

  private static String brief(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
