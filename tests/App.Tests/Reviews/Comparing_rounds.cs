using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Reviews.Diffs;

namespace Guildhall.App.Tests.Reviews;

public class Comparing_rounds(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Second = """
        --- a/src/Greeter.cs
        +++ b/src/Greeter.cs
        @@ -1,5 +1,5 @@ class Greeter
         public string Greet(string name)
         {
        -    return "Hi " + name;
        +    return "Hello " + name;
         }
         // end
        """;

    [Fact]
    public async Task Shows_what_the_author_has_changed_since_and_no_place_to_comment()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var topic = await forum.ReviewAsync(ada);
        (await ada.PostAsync($"{forum.ReviewApi(topic)}/rounds", new { diff = Second })).ShouldBe(HttpStatusCode.Created);

        var page = await ada.GetAsync($"{forum.ReviewPath(topic)}?since=1");
        var diff = await app.Visitor().GetAsync($"{forum.ReviewApi(topic)}/rounds/2?since=1");

        Assert.Equal(["return \"Hello \" + name;"], page.Document.QuerySelectorAll(".diff-add code").Select(c => c.TextContent.Trim()));
        Assert.Equal(2, page.Document.QuerySelectorAll("#file-0 .diff-remove").Length);
        Assert.False(page.Has(".diff-no a"));
        Assert.Contains("-    var greeting = \"Hello \" + name;\n-    return greeting;\n+    return \"Hello \" + name;", diff.Text);
        (await ada.GetAsync($"{forum.ReviewApi(topic)}/rounds/1?since=2")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ada.GetAsync($"{forum.ReviewApi(topic)}/rounds/2?since=7")).ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync($"{forum.ReviewPath(topic)}?since=7")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void What_only_one_round_shows_is_unchanged_in_the_other()
    {
        var earlier = Of("@@ -10,3 +10,4 @@\n a\n+b\n c\n d\n");
        var later = Of("@@ -2,3 +2,4 @@\n x\n+new\n y\n z\n@@ -10,3 +11,4 @@\n a\n+b\n c\n d\n");

        var compared = ComparedRounds.Of(earlier, later);

        Assert.Equal("@@ -2,3 +2,4 @@\n x\n+new\n y\n z", Hunks(compared));
    }

    [Fact]
    public void The_same_change_seen_with_more_around_it_is_no_difference() => Assert.Empty(ComparedRounds.Of(
        Of("@@ -10,2 +10,3 @@\n a\n+b\n c\n"), Of("@@ -9,5 +9,6 @@\n z\n a\n+b\n c\n d\n e\n")).Files);

    [Fact]
    public void Lines_without_any_around_them_stand_behind_the_line_that_is_named() => Assert.Equal(
        "@@ -5,2 +5,2 @@\n one\n-two\n+three",
        Hunks(ComparedRounds.Of(Of("@@ -4,0 +5,2 @@\n+one\n+two\n"), Of("@@ -4,0 +5,2 @@\n+one\n+three\n"))));

    [Fact]
    public void Where_the_files_below_have_changed_what_is_shown_is_compared() => Assert.Equal(
        "@@ -1,3 +1,3 @@\n-old base\n+new base\n b\n c",
        Hunks(ComparedRounds.Of(Of("@@ -1,2 +1,3 @@\n old base\n+b\n c\n"), Of("@@ -1,2 +1,3 @@\n new base\n+b\n c\n"))));

    [Fact]
    public void A_file_that_is_not_changed_any_more_is_shown_going_back()
    {
        var compared = ComparedRounds.Of(Of("@@ -1,2 +1,2 @@\n a\n-b\n+c\n"), Of("@@ -1 +1 @@\n-q\n+r\n", "other"));

        Assert.Equal(["other", "x"], compared.Files.Select(f => f.Path));
        Assert.Equal("@@ -1,2 +1,2 @@\n a\n+b\n-c", Hunks(compared with { Files = [compared.Files[1]] }));
    }

    private static Diff Of(string hunks, string path = "x") => DiffParser.Parse($"--- a/{path}\n+++ b/{path}\n{hunks}");

    private static string Hunks(Diff diff) => string.Join('\n', DiffWriter.Write(diff).TrimEnd('\n').Split('\n')
        .SkipWhile(l => !l.StartsWith("@@", StringComparison.Ordinal)));
}
