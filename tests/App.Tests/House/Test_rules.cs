using System.Text.RegularExpressions;
using Xunit;

namespace Guildhall.App.Tests.House;

/// <summary>
/// Which classes may be left out on PostgreSQL, as docs/testing.md says. That they make no query of their own is checked at the
/// end of a whole run.
/// </summary>
[Trait("Database", "none")]
public partial class Test_rules
{
    [Fact]
    public void What_a_database_decides_is_run_on_both()
    {
        var classes = Repository.Files("tests/App.Tests", ".cs").Where(f => !Repository.Relative(f).Contains("/House/", StringComparison.Ordinal))
            .SelectMany(f => Classes(File.ReadAllText(f))).ToList();

        Assert.Contains(classes, c => c.OnSqliteOnly);
        Assert.Contains(classes, c => !c.OnSqliteOnly);
        Assert.Empty(Misplaced(classes));
    }

    [Fact]
    public void The_rule_rejects_a_class_that_is_about_a_database_and_left_out_on_one()
    {
        const string Specimen = """
            [Trait("Database", "sqlite")]
            public class Racing(GuildhallApp app) : IClassFixture<GuildhallApp>
            {
                public Task RunAsync() => Task.WhenAll(app.SettleAsync(), app.SettleAsync());
            }

            [Trait("Database", "none")]
            public class Asking_in_SQL
            {
                public Task RunAsync() => db.Database.ExecuteSqlAsync($"DELETE FROM members");
            }

            [Trait("Modules", "all"), Trait("Database", "sqlite")]
            public class Saying_it_politely
            {
                public string Text => "Please.";
            }

            public class Racing_on_both
            {
                public Task RunAsync() => Task.WhenAll(Task.CompletedTask);
            }
            """;

        Assert.Equal(["Racing", "Asking_in_SQL"], Misplaced(Classes(Specimen)));
    }

    private static IEnumerable<string> Misplaced(IEnumerable<Scenario> classes) =>
        classes.Where(c => c.OnSqliteOnly && DecidedByADatabase().IsMatch(c.Source)).Select(c => c.Name);

    /// <summary>Each class with its source up to the next one.</summary>
    private static IEnumerable<Scenario> Classes(string source)
    {
        var starts = Declaration().Matches(source).ToList();
        for (var i = 0; i < starts.Count; i++)
        {
            var end = i + 1 < starts.Count ? starts[i + 1].Index : source.Length;
            yield return new Scenario(starts[i].Groups["name"].Value, OnSqlite().IsMatch(starts[i].Value), source[starts[i].Index..end]);
        }
    }

    [GeneratedRegex(@"^(?:\[[^\n]*\]\n)*(?:public|internal)[\w ]* class (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("""Trait\("Database", "(none|sqlite)"\)""")]
    private static partial Regex OnSqlite();

    [GeneratedRegex(@"\b(BeginWriteAsync|BeginTransactionAsync|ExecuteSql\w*|SqlQuery\w*|FromSql\w*|IsPostgres|OnPostgres|LockAsync|Task\.WhenAll|Parallel\.\w+)\b")]
    private static partial Regex DecidedByADatabase();

    private sealed record Scenario(string Name, bool OnSqliteOnly, string Source);
}
