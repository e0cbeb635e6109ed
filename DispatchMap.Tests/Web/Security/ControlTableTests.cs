using System.Reflection;
using System.Text.RegularExpressions;

namespace DispatchMap.Tests.Web.Security;

/// <summary>The table of controls in docs/security.md names tests that there are.</summary>
public sealed partial class ControlTableTests
{
    private static readonly Type[] Classes = [.. typeof(ControlTableTests).Assembly.GetTypes().Where(type => type is { IsPublic: true, IsClass: true })];

    [Fact]
    public void Table_EveryControl_NamesATestThatExists()
    {
        var rows = File.ReadLines(Path.Combine(SolutionFolder.Path, "docs", "security.md"))
            .SkipWhile(line => line != "| control | how | test |").Skip(2).TakeWhile(line => line.StartsWith('|')).ToArray();
        Assert.True(rows.Length > 30, "The table is where it is looked for.");

        foreach (var row in rows)
        {
            var names = Quoted().Matches(row.Split('|')[^2]).Select(match => match.Groups[1].Value).ToArray();
            Assert.True(names.Length > 0, $"No test is named: {row}");
            Assert.All(names, name => Assert.True(Exists(name), $"There is no {name}: {row}"));
        }
    }

    /// <summary>A test class, with a part of its namespace before it or a test of its after it; or a file.</summary>
    private static bool Exists(string name)
    {
        if (name.StartsWith(".ci/", StringComparison.Ordinal))
            return File.Exists(Path.Combine(SolutionFolder.Path, name));
        var parts = name.Split('.');
        return Classes.Any(type => $".{type.FullName}".EndsWith($".{name}", StringComparison.Ordinal) && HasTests(type))
            || (parts.Length > 1 && Classes.Any(type => type.Name == parts[^2] && type.GetMethod(parts[^1]) is { } method && IsTest(method)));
    }

    private static bool HasTests(Type type) => type.GetMethods().Any(IsTest);

    private static bool IsTest(MethodInfo method) => method.GetCustomAttributes<FactAttribute>().Any();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
