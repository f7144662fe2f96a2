using Xunit;

namespace Guildhall.App.Tests.House;

[Trait("Database", "none")]
public class File_rules
{
    private const int Limit = 400;

    [Fact]
    public void No_file_hides_two_ideas()
    {
        var files = Repository.Files("src", ".cs", ".razor", ".ts", ".css").Concat(Repository.Files("tests", ".cs"))
            .Where(f => !Repository.Relative(f).StartsWith("src/Migrations.", StringComparison.Ordinal));

        Assert.Empty(TooLong(files.Select(f => (Repository.Relative(f), File.ReadLines(f).Count()))));
    }

    [Fact]
    public void The_rule_rejects_a_long_file() => Assert.Equal(["long.cs: 401 lines"], TooLong([("long.cs", 401), ("fine.cs", 400)]));

    [Theory]
    [InlineData("Helper"), InlineData("Manager"), InlineData("Util"), InlineData("Dto"), InlineData("Impl")]
    public void No_type_is_named_after_nothing(string ending) =>
        Assert.DoesNotContain(Repository.Files("src", ".cs", ".razor"), f => Path.GetFileNameWithoutExtension(f).EndsWith(ending, StringComparison.Ordinal));

    private static IEnumerable<string> TooLong(IEnumerable<(string File, int Lines)> files) =>
        files.Where(f => f.Lines > Limit).Select(f => $"{f.File}: {f.Lines} lines");
}
