package bitline.text;

import bitline.base.Problem;
import bitline.base.Spelling;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One file being bound to records.
final class Binding {
  /// What may stand beside a single value.
  private static final List<String> BESIDE = List.of("value", "source", "assumed", "grade");

  private static final List<String> GRADES = Form.words(Evidence.Grade.class);

  private final String file;
  private final Map<Class<?>, Binder.Named<?>> named;
  private final boolean siNumbers;
  private final List<Evidence> evidence = new ArrayList<>();

  Binding(String file, Map<Class<?>, Binder.Named<?>> named, boolean siNumbers) {
    this.file = file;
    this.named = named;
    this.siNumbers = siNumbers;
  }

  /// Where in the file's keys we are, and which evidence covers what lies there.
  ///
  /// @param path keys from the root; empty at the root
  /// @param label what messages call it: the last key
  /// @param demanded whether values here must have evidence
  /// @param graded whether that evidence must have a grade
  /// @param cover the evidence of the nearest map around that gave one
  private record Here(
      String path, String label, boolean demanded, boolean graded, @Nullable Cover cover) {
    Here key(String name) {
      return new Here(path.isEmpty() ? name : path + "." + name, name, demanded, graded, cover);
    }

    Here item(int index) {
      return new Here(path + "[" + index + "]", label + "[" + index + "]", demanded, graded, cover);
    }
  }

  private record Cover(Evidence.Kind kind, String text, Evidence.@Nullable Grade grade) {}

  Object root(Class<?> type, Tree tree) {
    return value(
        Form.of(type),
        null,
        tree,
        new Here("", type.getSimpleName().toLowerCase(Locale.ROOT), false, false, null));
  }

  private Object value(Form form, Form.@Nullable Field field, Tree tree, Here here) {
    return switch (form) {
      case Form.Leaf leaf -> {
        if (field == null) {
          throw new IllegalStateException("a single value without a component");
        }
        yield Scalars.value(leaf, field, tree, file, siNumbers);
      }
      case Form.ListOf list -> items(list, field, tree, here);
      case Form.MapOf map -> entries(map, field, tree, here);
      case Form.OfRecord record -> record(record, tree, here, false);
      case Form.Choice choice -> choice(choice, tree, here);
    };
  }

  private List<Object> items(Form.ListOf list, Form.@Nullable Field field, Tree tree, Here here) {
    if (!(tree instanceof Tree.Items items)) {
      throw problem(tree, here.label + " must be a list, not a " + Scalars.what(tree));
    }
    List<Object> out = new ArrayList<>();
    for (int i = 0; i < items.items().size(); i++) {
      out.add(value(list.element(), field, items.items().get(i), here.item(i)));
    }
    return Collections.unmodifiableList(out);
  }

  private Map<String, Object> entries(
      Form.MapOf map, Form.@Nullable Field field, Tree tree, Here here) {
    if (!(tree instanceof Tree.Entries entries)) {
      throw problem(tree, here.label + " must be a map, not a " + Scalars.what(tree));
    }
    Map<String, Object> out = new LinkedHashMap<>();
    for (Tree.Entry entry : entries.entries()) {
      Here inner = here.key(entry.name());
      boolean leaf = Form.leaf(map.value());
      out.put(
          entry.name(),
          leaf && field != null
              ? leafValue(map.value(), field, entry.value(), inner)
              : value(map.value(), field, entry.value(), inner));
    }
    return Collections.unmodifiableMap(out);
  }

  private Object choice(Form.Choice choice, Tree tree, Here here) {
    if (!(tree instanceof Tree.Entries entries)) {
      throw problem(tree, here.label + " must be a map with 'kind', not a " + Scalars.what(tree));
    }
    List<String> words = choice.records().stream().map(Form::word).toList();
    Tree.Entry kind = find(entries, "kind");
    if (kind == null) {
      throw problem(
          tree, "missing key 'kind' in " + here.label + ": one of " + String.join(", ", words));
    }
    int at = kind.value() instanceof Tree.Scalar s ? words.indexOf(s.text()) : -1;
    if (at < 0) {
      String written =
          kind.value() instanceof Tree.Scalar s ? s.text() : "a " + Scalars.what(kind.value());
      throw problem(
          kind.value(),
          "kind must be one of "
              + String.join(", ", words)
              + ", not '"
              + Scalars.brief(written)
              + "'"
              + Spelling.hint(written, words));
    }
    if (Form.of(choice.records().get(at)) instanceof Form.OfRecord record) {
      return record(record, tree, here, true);
    }
    throw new IllegalStateException(choice.type() + " permits something that is no record");
  }

  private Object record(Form.OfRecord form, Tree tree, Here around, boolean kindKey) {
    if (tree instanceof Tree.Scalar scalar
        && scalar.kind() == Tree.Kind.STRING
        && named.containsKey(form.type())) {
      return mentioned(form, scalar, around);
    }
    if (!(tree instanceof Tree.Entries entries)) {
      throw problem(
          tree,
          around.label
              + " must be a map with "
              + some(form.keys())
              + ", not a "
              + Scalars.what(tree));
    }
    boolean demanded = !siNumbers && (around.demanded || Form.sourced(form.type()));
    boolean graded = demanded && (around.graded || Form.graded(form.type()));
    Cover cover = demanded ? cover(entries, around) : null;
    Here here =
        new Here(around.path, around.label, demanded, graded, cover == null ? around.cover : cover);
    refuseUnknown(form, entries, here, kindKey);
    int evidenceBefore = evidence.size();
    @Nullable Object[] values = new Object[form.fields().size()];
    // in the order of the file, so that the evidence has that order too
    for (Tree.Entry entry : entries.entries()) {
      for (int i = 0; i < values.length; i++) {
        Form.Field field = form.fields().get(i);
        if (field.name().equals(entry.name()) && !(field.collected() && !siNumbers)) {
          values[i] = component(field, entry.value(), here.key(entry.name()));
        }
      }
    }
    for (int i = 0; i < values.length; i++) {
      Form.Field field = form.fields().get(i);
      if (field.collected() && !siNumbers) {
        values[i] = collected(evidenceBefore, here.path);
      } else if (find(entries, field.name()) == null) {
        values[i] = absent(field, entries, here);
      }
    }
    return construct(form, values, entries, here);
  }

  private @Nullable Object component(Form.Field field, Tree tree, Here here) {
    if (field.nullable() && tree instanceof Tree.Scalar s && s.kind() == Tree.Kind.NULL) {
      return null;
    }
    Form form = field.form();
    return Form.leaf(form) ? leafValue(form, field, tree, here) : value(form, field, tree, here);
  }

  /// A single value or a list of such, with its evidence.
  private Object leafValue(Form form, Form.Field field, Tree tree, Here here) {
    Tree inner = tree;
    Cover cover = here.cover;
    if (here.demanded && tree instanceof Tree.Entries entries) {
      for (Tree.Entry entry : entries.entries()) {
        if (!BESIDE.contains(entry.name())) {
          throw problem(
              entry.key(),
              "unknown key '"
                  + Scalars.brief(entry.name())
                  + "' in "
                  + here.label
                  + Spelling.hint(entry.name(), BESIDE));
        }
      }
      Tree.Entry value = find(entries, "value");
      if (value == null) {
        throw problem(tree, "missing key 'value' in " + here.label);
      }
      Cover own = cover(entries, here);
      if (own == null) {
        throw problem(tree, here.label + " needs 'source' or 'assumed' beside 'value'");
      }
      cover = own;
      inner = value.value();
    }
    Object value = value(form, field, inner, here);
    if (here.demanded && (Form.evidenced(form) || field.sourced())) {
      if (cover == null) {
        throw problem(
            inner,
            "nothing says where "
                + here.label
                + " "
                + written(inner)
                + " comes from; add 'source: …' or 'assumed: …' to the map around it, or write"
                + " {value: …, source: …}");
      }
      if (here.graded && cover.grade == null) {
        throw problem(
            inner,
            "nothing says how well "
                + here.label
                + " "
                + written(inner)
                + " is known; add 'grade: …' beside its source: "
                + String.join(", ", GRADES));
      }
      evidence.add(new Evidence(here.path, written(inner), cover.kind, cover.text, cover.grade));
    }
    return value;
  }

  private @Nullable Cover cover(Tree.Entries entries, Here here) {
    Tree.Entry source = find(entries, "source");
    Tree.Entry assumed = find(entries, "assumed");
    if (source != null && assumed != null) {
      throw problem(
          assumed.key(),
          here.label + " has both 'source' and 'assumed'; keep one, and mark single values");
    }
    Tree.Entry given = source == null ? assumed : source;
    Tree.Entry grade = find(entries, "grade");
    if (given == null) {
      if (grade != null) {
        throw problem(
            grade.key(), here.label + " has 'grade' alone; it says how good a 'source' is");
      }
      return null;
    }
    if (!(given.value() instanceof Tree.Scalar s)
        || s.kind() != Tree.Kind.STRING
        || s.text().isBlank()) {
      throw problem(given.value(), given.name() + " must be text that is not empty");
    }
    return new Cover(
        source == null ? Evidence.Kind.ASSUMED : Evidence.Kind.PUBLISHED,
        s.text().strip().replaceAll("\\s+", " "),
        grade == null ? null : grade(grade.value(), source == null));
  }

  private Evidence.Grade grade(Tree tree, boolean assumed) {
    String written = tree instanceof Tree.Scalar s ? s.text() : "a " + Scalars.what(tree);
    int at = GRADES.indexOf(written);
    if (at < 0) {
      throw problem(
          tree,
          "grade must be one of "
              + String.join(", ", GRADES)
              + ", not '"
              + Scalars.brief(written)
              + "'"
              + Spelling.hint(written, GRADES));
    }
    Evidence.Grade grade = Evidence.Grade.values()[at];
    if (assumed && grade.compareTo(Evidence.Grade.DERIVED) < 0) {
      throw problem(tree, "grade " + written + " needs a 'source', not 'assumed'");
    }
    return grade;
  }

  private Object mentioned(Form.OfRecord form, Tree.Scalar scalar, Here here) {
    Binder.Named<?> finder = named.get(form.type());
    if (finder == null) {
      throw new IllegalStateException("no finder for " + form.type());
    }
    Object found = finder.find(scalar.text(), Place.of(file, scalar));
    for (RecordComponent component : form.type().getRecordComponents()) {
      if (component.isAnnotationPresent(Collected.class)) {
        for (Object each : (List<?>) Objects.requireNonNull(read(component.getAccessor(), found))) {
          evidence.add(((Evidence) each).below(here.path));
        }
      }
    }
    return found;
  }

  private List<Evidence> collected(int from, String path) {
    List<Evidence> out = new ArrayList<>();
    for (Evidence each : evidence.subList(from, evidence.size())) {
      String below = path.isEmpty() ? each.path() : each.path().substring(path.length() + 1);
      out.add(new Evidence(below, each.written(), each.kind(), each.text(), each.grade()));
    }
    return List.copyOf(out);
  }

  private @Nullable Object absent(Form.Field field, Tree.Entries entries, Here here) {
    String standard = field.defaultText();
    if (standard != null) {
      Here at = new Here(here.path, field.name(), false, false, null);
      Object value =
          value(field.form(), field, Yaml.parse(standard, "default of " + field.name()), at);
      if (here.demanded && Form.evidenced(field.form())) {
        String path = here.key(field.name()).path;
        evidence.add(
            new Evidence(
                path,
                standard,
                Evidence.Kind.ASSUMED,
                "not given; this is the default",
                here.graded ? Evidence.Grade.DERIVED : null));
      }
      return value;
    }
    if (field.nullable()) {
      return null;
    }
    throw problem(entries, "missing key '" + field.name() + "' in " + here.label);
  }

  private void refuseUnknown(Form.OfRecord form, Tree.Entries entries, Here here, boolean kindKey) {
    List<String> known = new ArrayList<>(form.keys());
    if (siNumbers) {
      form.fields().stream().filter(Form.Field::collected).forEach(f -> known.add(f.name()));
    }
    if (kindKey) {
      known.add("kind");
    }
    if (here.demanded) {
      known.add("source");
      known.add("assumed");
      known.add("grade");
    }
    for (Tree.Entry entry : entries.entries()) {
      if (!known.contains(entry.name())) {
        String hint = Spelling.hint(entry.name(), known);
        throw problem(
            entry.key(),
            "unknown key '"
                + Scalars.brief(entry.name())
                + "' in "
                + here.label
                + (hint.isEmpty() ? "; it has " + some(known) : hint));
      }
    }
  }

  private Object construct(
      Form.OfRecord form, @Nullable Object[] values, Tree.Entries entries, Here here) {
    try {
      Class<?>[] types =
          Arrays.stream(form.type().getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<?> constructor = form.type().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused
          && refused.getMessage() != null) {
        throw refused(refused.getMessage(), entries, here);
      }
      throw new IllegalStateException("constructor of " + form.type().getName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("constructor of " + form.type().getName(), e);
    }
  }

  private Problem refused(String message, Tree.Entries entries, Here here) {
    for (Tree.Entry entry : entries.entries()) {
      String name = entry.name();
      if (message.startsWith(name)
          && (message.length() == name.length()
              || !Character.isLetterOrDigit(message.charAt(name.length())))) {
        return problem(entry.value(), message);
      }
    }
    return problem(entries, here.label + ": " + message);
  }

  private Problem problem(Tree tree, String what) {
    return Place.of(file, tree).problem(what);
  }

  private static Object read(Method accessor, Object record) {
    try {
      accessor.setAccessible(true);
      return Objects.requireNonNull(accessor.invoke(record));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + accessor, e);
    }
  }

  private static Tree.@Nullable Entry find(Tree.Entries entries, String key) {
    for (Tree.Entry entry : entries.entries()) {
      if (entry.name().equals(key)) {
        return entry;
      }
    }
    return null;
  }

  private static String written(Tree tree) {
    return switch (tree) {
      case Tree.Scalar s -> Scalars.brief(s.text());
      case Tree.Items list -> {
        List<String> parts = new ArrayList<>();
        for (Tree each : list.items()) {
          parts.add(written(each));
        }
        yield "[" + String.join(", ", parts) + "]";
      }
      case Tree.Entries e -> "{…}";
    };
  }

  private static String some(List<String> keys) {
    return keys.size() <= 12
        ? String.join(", ", keys)
        : String.join(", ", keys.subList(0, 12)) + " and " + (keys.size() - 12) + " more";
  }
}
