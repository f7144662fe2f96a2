using Guildhall.Reviews.Comments;
using Guildhall.Reviews.Diffs;
using Guildhall.Reviews.Showing;

namespace Guildhall.App.Tests.Reviews;

[Trait("Database", "none")]
public class Suggesting_lines
{
    private static readonly Diff Greeter = DiffParser.Parse(Reviewing.Diff);

    [Fact]
    public void Added_lines_are_replaced()
    {
        var next = SuggestedLines.Apply(Greeter, "src/Greeter.cs", 3, 4, ["    return $\"Hello {name}\";"])!;

        Assert.Equal("""
            @@ -1,5 +1,5 @@ class Greeter
             public string Greet(string name)
             {
            -    return "Hi " + name;
            +    return $"Hello {name}";
             }
             // end
            """.ReplaceLineEndings("\n"), Hunks(next));
    }

    [Fact]
    public void An_unchanged_line_becomes_a_removed_and_an_added_one_and_numbers_go_on()
    {
        var diff = DiffParser.Parse("--- a/x\n+++ b/x\n@@ -1,2 +1,3 @@\n a\n+b\n c\n@@ -10,2 +11,2 @@\n d\n-e\n+f\n");

        var next = SuggestedLines.Apply(diff, "x", 3, 3, ["C", "C2"])!;

        Assert.Equal("@@ -1,2 +1,4 @@\n a\n+b\n-c\n+C\n+C2\n@@ -10,2 +12,2 @@\n d\n-e\n+f", Hunks(next));
    }

    [Fact]
    public void What_is_as_before_is_no_change_and_no_lines_take_lines_away()
    {
        var undone = SuggestedLines.Apply(Greeter, "src/Greeter.cs", 3, 4, ["    return \"Hi \" + name;"])!;
        var emptied = SuggestedLines.Apply(Greeter, "src/Greeter.cs", 6, 6, [])!;

        Assert.Equal((0, 0), (undone.Files[0].Added, undone.Files[0].Removed));
        Assert.EndsWith(" }\n-// end", Hunks(emptied), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/Greeter.cs", 6, 7), InlineData("src/Greeter.cs", 99, 99), InlineData("other", 1, 1)]
    public void Lines_that_the_diff_does_not_show_cannot_be_replaced(string path, int from, int to) =>
        Assert.Null(SuggestedLines.Apply(Greeter, path, from, to, ["x"]));

    [Fact]
    public void The_first_block_of_a_comment_is_the_suggestion()
    {
        Assert.Equal(["a", "", "b"], CommentText.SuggestionIn("Try:\n\n```suggestion\na\n\nb\n```\n\n```suggestion\nc\n```"));
        Assert.Equal([], CommentText.SuggestionIn("```suggestion\r\n```"));
        Assert.Null(CommentText.SuggestionIn("```cs\na\n```"));
        Assert.Null(CommentText.SuggestionIn("```suggestion\nnever ends"));
    }

    [Fact]
    public void Lines_are_found_again_where_they_moved_to_and_the_nearest_of_equal_ones_is_meant()
    {
        var next = DiffParser.Parse("--- a/y\n+++ b/y\n@@ -1,7 +1,8 @@\n+new\n }\n x\n }\n y\n }\n z\n q\n");
        var renamed = DiffParser.Parse("diff --git a/old b/new\nrename from old\nrename to new\n--- a/old\n+++ b/new\n@@ -1 +1,2 @@\n+a\n x\n");

        Assert.Equal(("y", 4), FollowedLines.Find(next, "y", DiffSide.New, ["}"], 4));
        Assert.Equal(("y", 6), FollowedLines.Find(next, "y", DiffSide.New, ["}", "z"], 1));
        Assert.Equal(("new", 2), FollowedLines.Find(renamed, "old", DiffSide.New, ["x"], 1));
        Assert.Null(FollowedLines.Find(next, "y", DiffSide.New, ["}", "q"], 1));
        Assert.Null(FollowedLines.Find(next, "gone", DiffSide.New, ["x"], 1));
    }

    [Fact]
    public void Side_by_side_a_removed_line_stands_by_the_added_one()
    {
        var rows = SplitRows.Of(Greeter.Files[0].Hunks[0].Lines).ToList();

        Assert.Equal(6, rows.Count);
        Assert.Equal((3, 3), (rows[2].Left!.Old, rows[2].Right!.New));
        Assert.Null(rows[3].Left);
        Assert.Same(rows[4].Left, rows[4].Right);
    }

    private static string Hunks(Diff diff) => string.Join('\n', DiffWriter
        .Write(diff with { Files = [diff.Files[0]] }).TrimEnd('\n').Split('\n')
        .SkipWhile(l => !l.StartsWith("@@", StringComparison.Ordinal)));
}
