package dev.clearcut.configuration;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Every key of the configuration, read from the sources of the {@code @ConfigMapping} interfaces.
 */
final class ConfigurationKeys {

  private static final Map<String, String> PLAIN_TYPES =
      Map.ofEntries(
          Map.entry("boolean", "true or false"),
          Map.entry("Boolean", "true or false"),
          Map.entry("int", "whole number"),
          Map.entry("long", "whole number"),
          Map.entry("Integer", "whole number"),
          Map.entry("OptionalInt", "whole number"),
          Map.entry("BigDecimal", "number"),
          Map.entry("String", "text"),
          Map.entry("Role", "word"),
          Map.entry("KeyFormat", "word"),
          Map.entry("Quality", "word"),
          Map.entry("ZoneId", "time zone"),
          Map.entry("Duration", "duration"),
          Map.entry("MemorySize", "size"),
          Map.entry("Path", "path"));

  private final List<Key> keys = new ArrayList<>();
  private final DocTrees docs;
  private final Properties settings;

  /**
   * @param meaning the Javadoc as Markdown; empty when there is none
   */
  record Key(String name, String type, String standard, String meaning) {}

  private ConfigurationKeys(DocTrees docs, Properties settings) {
    this.docs = docs;
    this.settings = settings;
  }

  /** Reads the sources below a folder, and the application's own settings. */
  static List<Key> below(Path folder, Path propertiesFile) throws IOException {
    Properties settings = new Properties();
    try (InputStream in = Files.newInputStream(propertiesFile)) {
      settings.load(in);
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> file.toString().endsWith("Config.java")).sorted().toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      ConfigurationKeys found = new ConfigurationKeys(DocTrees.instance(task), settings);
      for (CompilationUnitTree unit : task.parse()) {
        found.addRoots(unit);
      }
      return found.keys.stream().sorted(Comparator.comparing(Key::name)).toList();
    }
  }

  private void addRoots(CompilationUnitTree unit) {
    TreePath file = new TreePath(unit);
    for (Tree declared : unit.getTypeDecls()) {
      if (declared instanceof ClassTree root) {
        annotation(root.getModifiers(), "ConfigMapping")
            .ifPresent(prefix -> add(prefix, root, new TreePath(file, root), root));
      }
    }
  }

  private void add(String prefix, ClassTree type, TreePath path, ClassTree root) {
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method && method.getBody() == null) {
        add(prefix, method, new TreePath(path, method), root);
      }
    }
  }

  private void add(String prefix, MethodTree method, TreePath path, ClassTree root) {
    ModifiersTree modifiers = method.getModifiers();
    boolean sameName = annotation(modifiers, "WithParentName").isPresent();
    String word =
        annotation(modifiers, "WithName").orElseGet(() -> kebab(method.getName().toString()));
    String name = sameName ? prefix : prefix + "." + word;
    Tree type = method.getReturnType();
    boolean optional = isGeneric(type, "Optional");
    boolean mayBeAbsent = optional || type.toString().startsWith("Optional");
    if (isGeneric(type, "Map")) {
      name += ".<name>";
      type = argument(type, 1);
    } else if (optional) {
      type = argument(type, 0);
    }
    Optional<ClassTree> group = nested(root, type, Tree.Kind.INTERFACE);
    if (group.isPresent()) {
      add(name, group.get(), TreePath.getPath(path.getCompilationUnit(), group.get()), root);
      return;
    }
    Optional<String> fallback = annotation(modifiers, "WithDefault");
    keys.add(
        new Key(
            name,
            word(type, root),
            standard(name, fallback, mayBeAbsent),
            markdown(Optional.ofNullable(docs.getDocComment(path)).orElse(""))));
  }

  /** What the application's own settings say, else the code. */
  private String standard(String name, Optional<String> fallback, boolean mayBeAbsent) {
    String everywhere =
        Optional.ofNullable(settings.getProperty(name))
            .or(() -> fallback)
            .map(value -> "`" + value + "`")
            .orElse(mayBeAbsent ? "not set" : "none: must be set");
    return Optional.ofNullable(settings.getProperty("%prod." + name))
        .map(value -> "`%s` in production, else %s".formatted(value, everywhere))
        .orElse(everywhere);
  }

  private static String word(Tree type, ClassTree root) {
    if (type instanceof ParameterizedTypeTree generic) {
      return "list of " + word(generic.getTypeArguments().get(0), root);
    }
    return nested(root, type, Tree.Kind.ENUM)
        .map(ConfigurationKeys::constants)
        .orElseGet(() -> PLAIN_TYPES.getOrDefault(type.toString(), type.toString()));
  }

  private static String constants(ClassTree declared) {
    return declared.getMembers().stream()
        .filter(VariableTree.class::isInstance)
        .map(constant -> ((VariableTree) constant).getName().toString().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }

  private static Optional<ClassTree> nested(ClassTree root, Tree type, Tree.Kind kind) {
    return root.getMembers().stream()
        .filter(member -> member.getKind() == kind)
        .map(ClassTree.class::cast)
        .filter(member -> member.getSimpleName().contentEquals(type.toString()))
        .findFirst();
  }

  private static boolean isGeneric(Tree type, String name) {
    return type instanceof ParameterizedTypeTree generic
        && generic.getType().toString().equals(name);
  }

  private static Tree argument(Tree type, int index) {
    return ((ParameterizedTypeTree) type).getTypeArguments().get(index);
  }

  /** The value, or the prefix, of an annotation; empty text when it has none. */
  private static Optional<String> annotation(ModifiersTree modifiers, String name) {
    return modifiers.getAnnotations().stream()
        .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
        .findFirst()
        .map(
            annotation ->
                annotation.getArguments().stream()
                    .findFirst()
                    .map(ConfigurationKeys::literal)
                    .orElse(""));
  }

  private static String literal(ExpressionTree argument) {
    ExpressionTree value =
        argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument;
    return value instanceof LiteralTree literal ? literal.getValue().toString() : value.toString();
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static String markdown(String javadoc) {
    String sentences =
        javadoc.contains("\n @") ? javadoc.substring(0, javadoc.indexOf("\n @")) : javadoc;
    return sentences
        .replaceAll("\\s+", " ")
        .replaceAll("\\{@code ([^}]*)}", "`$1`")
        .replaceAll("\\{@link #?([^}]*)}", "`$1`")
        .replaceAll("</?p>", "")
        .replace("|", "\\|")
        .strip();
  }
}
