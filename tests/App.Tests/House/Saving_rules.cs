using System.Text.RegularExpressions;
using Guildhall.Kernel.Http;
using Xunit;

namespace Guildhall.App.Tests.House;

/// <summary>
/// A page that is saved says so when it comes back (<see cref="Redirects.RedirectSaved"/>, <see cref="Redirects.RedirectDone"/>, or a word
/// of its own in the address), and a form for long texts does not lose them: it has a composer or an <c>UnsavedText</c>.
/// </summary>
[Trait("Database", "none")]
public partial class Saving_rules
{
    [Fact]
    public void Every_form_that_leads_back_to_its_page_says_that_it_was_saved()
    {
        var pages = Repository.Files("src", ".razor").Select(f => (File: f, Source: File.ReadAllText(f))).Where(p => IsFormPage(p.Source)).ToList();

        Assert.NotEmpty(pages);
        Assert.Empty(pages.SelectMany(p => SilentIn(p.Source).Select(found => $"{Repository.Relative(p.File)}: {found}")));
    }

    [Fact]
    public void Every_form_for_a_long_text_keeps_it()
    {
        var files = Repository.Files("src", ".razor").Where(f => !f.Contains("/Ui/", StringComparison.Ordinal)).ToList();

        Assert.Contains(files, f => LongForms(File.ReadAllText(f)).Any());
        Assert.Empty(files.Where(f => LongForms(File.ReadAllText(f)).Any(form => !KeepsText(form))).Select(Repository.Relative));
    }

    [Theory]
    [InlineData("Navigation.RedirectTo($\"/c/{Scope.Required.Slug}/manage/{Id}\");", true)]
    [InlineData("Navigation.RedirectTo(\"/account\");", true)]
    [InlineData("Navigation.RedirectTo($\"/c/{Community}/manage/{Id}?note=moved\");", false)]
    [InlineData("Navigation.RedirectSaved(\"/account\");", false)]
    [InlineData("Navigation.RedirectTo($\"/c/{Community}/manage/{Id}/prices\");", false)]
    public void The_rule_rejects_a_page_that_comes_back_without_a_word(string line, bool isSilent)
    {
        var page = $$"""
            @page "/c/{community}/manage/{id:long}"
            @page "/account"
            <form method="post" @formname="x" @onsubmit="SaveAsync"></form>
            @code { void SaveAsync() { {{line}} } }
            """;

        Assert.True(IsFormPage(page));
        Assert.Equal(isSilent, SilentIn(page).Any());
    }

    [Fact]
    public void The_rule_rejects_a_form_that_loses_a_text()
    {
        const string Forms = """
            <form><AreaField Name="a" /></form> <form><textarea name="b"></textarea></form>
            <form><UnsavedText /><AreaField Name="c" /></form> <form><Composer Name="d" /></form> <form><textarea readonly></textarea></form>
            """;

        Assert.Equal([false, false, true], LongForms(Forms).Select(KeepsText));
    }

    /// <summary>Pages of one task lead on to the next one and have no place for a notice.</summary>
    private static bool IsFormPage(string source) =>
        source.Contains("@onsubmit", StringComparison.Ordinal) && !source.Contains("@layout FocusLayout", StringComparison.Ordinal);

    private static IEnumerable<string> SilentIn(string source)
    {
        var own = Pages().Matches(source).Select(m => Places().Replace(m.Groups[1].Value, "*")).ToHashSet(StringComparer.Ordinal);
        return Leading().Matches(source).Select(m => m.Groups[1].Value).Where(address => own.Contains(Places().Replace(address, "*")));
    }

    private static IEnumerable<string> LongForms(string source) => Forms().Matches(source).Select(m => m.Value).Where(IsLong);

    private static bool IsLong(string form) =>
        form.Contains("<AreaField", StringComparison.Ordinal) || Areas().IsMatch(form);

    private static bool KeepsText(string form) =>
        form.Contains("<UnsavedText", StringComparison.Ordinal) || form.Contains("<Composer", StringComparison.Ordinal);

    [GeneratedRegex("^@page \"([^\"]+)\"", RegexOptions.Multiline)]
    private static partial Regex Pages();

    [GeneratedRegex("\\{[^}]*\\}")]
    private static partial Regex Places();

    [GeneratedRegex("Navigation\\.RedirectTo\\(\\$?\"([^\"?]+)\"\\)")]
    private static partial Regex Leading();

    [GeneratedRegex("<form\\b.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<textarea(?![^>]*\\breadonly)")]
    private static partial Regex Areas();
}
