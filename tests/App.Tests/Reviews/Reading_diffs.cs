using System.Text;
using Guildhall.Reviews.Diffs;

namespace Guildhall.App.Tests.Reviews;

[Trait("Database", "none")]
public class Reading_diffs
{
    [Fact]
    public void Lines_have_the_numbers_of_both_sides()
    {
        var file = DiffParser.Parse(Reviewing.Diff).Files[0];

        Assert.Equal("src/Greeter.cs", file.Path);
        Assert.Equal([(1, 1), (2, 2), (3, null), (null, 3), (null, 4), (4, 5), (5, 6)], file.Lines.Select(l => (l.Old, l.New)));
        Assert.Equal((2, 1), (file.Added, file.Removed));
        Assert.Equal("class Greeter", file.Hunks[0].Section);
    }

    [Fact]
    public void A_binary_file_is_known_as_one()
    {
        var file = DiffParser.Parse(Reviewing.Diff).Files[1];

        Assert.True(file.IsBinary);
        Assert.Equal(("logo.png", FileChange.Added), (file.Path, file.Change));
    }

    [Fact]
    public void The_counts_say_where_a_hunk_ends_and_not_what_a_line_looks_like()
    {
        var diff = DiffParser.Parse("--- a/x.sql\n+++ b/x.sql\n@@ -1,3 +1,3 @@\n select 1;\n--- a comment\n+++ b\n-\n+\n@@ -9 +9 @@\n-a\n+b\n-- \n2.40.1\n");

        Assert.Single(diff.Files);
        Assert.Equal(["select 1;", "-- a comment", "++ b", "", ""], diff.Files[0].Hunks[0].Lines.Select(l => l.Text));
        Assert.Equal((9, 9), (diff.Files[0].Hunks[1].Lines[0].Old, diff.Files[0].Hunks[1].Lines[1].New));
        Assert.Equal(2, diff.Files[0].Hunks[1].Lines.Count);
    }

    [Fact]
    public void A_mail_from_git_format_patch_is_read_without_its_prose()
    {
        var diff = DiffParser.Parse("""
            From 1234 Mon Sep 17 00:00:00 2001
            Subject: [PATCH] Move it
            ---
             old.txt => new name.txt | 2 +-

            diff --git a/old.txt b/new name.txt
            similarity index 50%
            rename from old.txt
            rename to new name.txt
            --- a/old.txt
            +++ b/new name.txt
            @@ -1,2 +1,2 @@
             kept

            -a
            +b
            """.Replace("\n\n-a", "\n-a", StringComparison.Ordinal));

        Assert.Equal(("new name.txt", "old.txt", FileChange.Renamed), (diff.Files[0].Path, diff.Files[0].OldPath, diff.Files[0].Change));
    }

    [Fact]
    public void Names_in_quotes_are_bytes_and_a_time_behind_a_name_is_none_of_it()
    {
        var quoted = DiffParser.Parse("diff --git \"a/\\344\\270\\255.txt\" \"b/\\344\\270\\255.txt\"\n--- \"a/\\344\\270\\255.txt\"\n+++ \"b/\\344\\270\\255.txt\"\n@@ -1 +1 @@\n-a\n+b\n");
        var timed = DiffParser.Parse("--- old/x.c\t2026-01-01 00:00:00\n+++ new/x.c\t2026-01-02 00:00:00\n@@ -1 +1 @@\n-a\n+b\n");

        Assert.Equal("中.txt", quoted.Files[0].Path);
        Assert.Equal("new/x.c", timed.Files[0].Path);
    }

    [Fact]
    public void A_form_sends_carriage_returns_that_are_none_of_the_file()
    {
        var sent = DiffParser.Parse(Reviewing.Diff.ReplaceLineEndings("\r\n"));
        var own = DiffParser.Parse("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\r\n+b\r\n");

        Assert.DoesNotContain(sent.Files[0].Lines, l => l.Text.EndsWith('\r'));
        Assert.Equal("b\r", own.Files[0].Lines.Last().Text);
    }

    [Theory]
    [InlineData(""), InlineData("hello"), InlineData("@@ -1 +1 @@\n-a\n+b"), InlineData("--- a\n+++ b\n"), InlineData("diff --git"),
     InlineData("@@@ -1,2 -1,2 +1,3 @@@\n  x")]
    public void What_is_no_diff_has_no_files(string text) => Assert.Empty(DiffParser.Parse(text).Files);

    [Fact]
    public void What_is_written_is_read_the_same()
    {
        var text = Reviewing.Diff + "--- a/end\n+++ b/end\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n";
        var once = DiffWriter.Write(DiffParser.Parse(text));

        Assert.Equal(once, DiffWriter.Write(DiffParser.Parse(once)));
        Assert.Equal(2, once.Split("\\ No newline").Length - 1);
        Assert.Contains("@@ -1,5 +1,6 @@ class Greeter", once);
    }

    [Fact]
    public void A_hunk_that_is_cut_by_hand_ends_where_its_lines_do_and_a_million_lines_are_read_quickly()
    {
        var cut = DiffParser.Parse("--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n a\n+b\n");
        var many = new StringBuilder("--- a/x\n+++ b/x\n@@ -0,0 +1,1000000 @@\n");
        for (var n = 0; n < 1_000_000; n++)
            many.Append("+x\n");

        Assert.Equal(3, cut.Files[0].Lines.Count());
        Assert.Equal(1_000_000, DiffParser.Parse(many.ToString()).Added);
    }

    [Fact]
    public void Uploaded_files_are_new_ones_and_diffs_are_taken_as_they_are()
    {
        var text = DiffOfFiles.Of([("a.cs", "one\r\ntwo"u8.ToArray()), ("b.png", [1, 0, 2]), ("c.patch", Encoding.UTF8.GetBytes(Reviewing.Diff))]);
        var diff = DiffParser.Parse(text);

        Assert.Equal(["a.cs", "b.png", "src/Greeter.cs", "logo.png"], diff.Files.Select(f => f.Path));
        Assert.Equal(["one", "two"], diff.Files[0].Lines.Select(l => l.Text));
        Assert.True(diff.Files[1].IsBinary);
    }
}
