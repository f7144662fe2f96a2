using System.Text.Encodings.Web;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.App.Tests.Ui;

/// <summary>
/// Parts of pages are drawn for the first who asks and repeated for the others, who must find nothing of one another's in them.
/// </summary>
public class Drawing_once_for_many(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Gives_each_reader_of_a_page_their_own_name_menu_and_form_tokens()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Piece", "Text.", slug: "piece");
        await library.BuysPremiumAsync("Ada");
        await library.BuysPremiumAsync("Ben");
        var (ada, ben, owner) = (await library.SignedInAsync("Ada"), await library.SignedInAsync("Ben"), await library.SignedInAsync("owner"));
        var page = $"{library.Path}/articles/piece";

        var (first, second, third) = (await ada.GetAsync(page), await ben.GetAsync(page), await owner.GetAsync(page));

        Assert.Equal(("Ada", "Ben"), (first.TextOf(".rail-me .rail-text"), second.TextOf(".rail-me .rail-text")));
        Assert.Equal((false, true), (second.Has($"a[href='{library.Path}/manage']"), third.Has($"a[href='{library.Path}/manage']")));
        string[] tokens = [.. first.Document.QuerySelectorAll("[name=__RequestVerificationToken]").Select(t => t.GetAttribute("value")!)];
        Assert.True(tokens.Length > 3);
        Assert.Single(tokens.Distinct());
        Assert.DoesNotContain(tokens[0], second.Text);
        Assert.DoesNotContain("guildhall-gap", first.Text + second.Text);
    }

    [Fact]
    public async Task Marks_the_place_in_the_menu_and_leads_back_to_the_page_that_is_open()
    {
        var library = await Library.OpenAsync(app);
        var reader = await library.SignedInAsync("Ada");

        var (home, column) = (await reader.GetAsync(library.Path), await reader.GetAsync($"{library.Path}/s/deep-dives?sort=a&b=\"c\""));

        Assert.Equal(library.Path, home.Document.QuerySelector(".rail-list [aria-current=page]")!.GetAttribute("href"));
        Assert.Equal($"{library.Path}/s/deep-dives", column.Document.QuerySelector(".rail-list [aria-current=page]")!.GetAttribute("href"));
        Assert.Equal($"{library.Path}/s/deep-dives?sort=a&b=%22c%22",
            column.Document.QuerySelector("form[action='/preferences'] [name=returnUrl]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Speaks_the_language_of_each_reader()
    {
        var library = await Library.OpenAsync(app);

        var english = await app.Visitor().Speaking("en").GetAsync(library.Path);
        var chinese = await app.Visitor().Speaking("zh-CN").GetAsync(library.Path);

        Assert.Contains("Rules", english.TextOf(".foot"));
        Assert.Contains("规则", chinese.TextOf(".foot"));
    }

    [Fact]
    public void Encodes_what_is_filled_in_and_takes_it_for_no_gap()
    {
        var markup = new DrawnMarkup($"<a href=\"{DrawnMarkup.Gap(0)}\">{DrawnMarkup.Gap(1)}</a><i>{DrawnMarkup.Gap(0)}</i>.");

        var filled = markup.Fill([DrawnMarkup.Gap(1), "\"<b>"], HtmlEncoder.Default);

        Assert.Equal($"<a href=\"{DrawnMarkup.Gap(1)}\">&quot;&lt;b&gt;</a><i>{DrawnMarkup.Gap(1)}</i>.", filled);
    }
}
