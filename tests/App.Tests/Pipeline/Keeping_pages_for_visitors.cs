using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Pipeline;

/// <summary>Pages that look the same to all visitors are made once, and made anew when something happens to what they show.</summary>
public class Keeping_pages_for_visitors(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Answers_a_second_visitor_from_memory()
    {
        var (library, path) = await PublishedAsync();

        Assert.False(IsKept(await app.Visitor().GetAsync(path)));
        Assert.True(IsKept(await app.Visitor().GetAsync(path)));

        Assert.False(IsKept(await app.Visitor().GetAsync(path + "?q=other")));
        Assert.False(IsKept(await (await library.SignedInAsync("member")).GetAsync(path)));
        Assert.False(IsKept(await (await library.SignedInAsync("member")).GetAsync(path)));
    }

    [Fact]
    public async Task Makes_it_anew_when_it_was_revised()
    {
        var (library, path) = await PublishedAsync();
        await app.Visitor().GetAsync(path);
        await app.Visitor().GetAsync(path);

        await library.PublishesAsync("Another", "Another text.");

        var page = await app.Visitor().GetAsync(path);
        Assert.False(IsKept(page));
        Assert.Contains("Another", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stays_when_somebody_only_reads_or_buys()
    {
        var (library, path) = await PublishedAsync();
        await app.Visitor().GetAsync(path);

        await library.BuysPremiumAsync("member");
        await (await library.SignedInAsync("member")).GetAsync(path);
        await app.SettleAsync();

        Assert.True(IsKept(await app.Visitor().GetAsync(path)));
    }

    private async Task<(Library Library, string Path)> PublishedAsync()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Open", "An open text.", slug: "open");
        return (library, $"{library.Path}/articles/open");
    }

    private static bool IsKept(Answer answer) => answer.ShouldBe(HttpStatusCode.OK).Header("Age") is not null;
}
