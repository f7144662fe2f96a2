using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Content.Previews;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

/// <summary>Whoever stands before a closed text is told how much of it is left, and nothing else of it.</summary>
public class Figures_at_the_wall(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly string Text = $$"""
        Free words, ![free](/pictures/free.png) and code:

        ```
        free
        ```

        <!-- paywall -->

        {{string.Concat(Enumerable.Repeat("word ", 2_437))}}

        ```csharp
        var closed = "these words are code";
        ```

        ```mermaid
        graph TD; A-->B
        ```

        ![closed](/pictures/a.png) ![closed](/pictures/b.png)
        """;

    [Fact]
    public async Task Count_words_code_and_pictures_of_the_closed_part()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Closed", Text, "deep-dives", "closed");

        var page = (await app.Visitor().Speaking("en").GetAsync($"{library.Path}/articles/closed")).ShouldBe(HttpStatusCode.OK);
        var rest = (await app.Visitor().GetAsync($"{library.Api}/articles/closed")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("rest");

        Assert.Equal("Still to come: about 2,400 words, 1 code block, 2 pictures.", page.TextOf(".paywall-left"));
        Assert.Equal((2_437, 1, 2),
            (rest.GetProperty("words").GetInt32(), rest.GetProperty("codeBlocks").GetInt32(), rest.GetProperty("pictures").GetInt32()));
        Assert.DoesNotContain("b.png", page.Text);
    }

    [Fact]
    public async Task Are_in_characters_for_a_Chinese_text_and_leave_out_what_is_not_there()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("闭门", "开头。\n\n<!-- paywall -->\n\n" + string.Concat(Enumerable.Repeat("再来十个字再来十个。", 80)), "deep-dives", "closed");

        var page = await app.Visitor().Speaking("zh").GetAsync($"{library.Path}/articles/closed");

        Assert.Equal("后面还有约 720 字。", page.TextOf(".paywall-left"));
    }

    [Fact]
    public async Task Are_gone_for_whom_the_text_is_open()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Closed", Text, "deep-dives", "closed");
        await library.BuysPremiumAsync("member");
        var reader = await library.SignedInAsync("member");

        Assert.False((await reader.GetAsync($"{library.Path}/articles/closed")).Has(".paywall-left"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null,
            (await reader.GetAsync($"{library.Api}/articles/closed")).Json.GetProperty("rest").ValueKind);
    }

    [Fact]
    public async Task Come_to_articles_from_before_they_were_counted()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Closed", Text, "deep-dives", "closed");
        await library.InAsync<AppDb>(db => db.Set<Article>().ExecuteUpdateAsync(a => a
            .SetProperty(x => x.RendererVersion, 2).SetProperty(x => x.RestWords, 0).SetProperty(x => x.RestCodeBlocks, 0)
            .SetProperty(x => x.RestPictures, 0)));

        await library.InAsync<FindStalePreviews>(job => job.RunAsync(default));
        await app.SettleAsync();

        Assert.Contains("2,400", (await app.Visitor().Speaking("en").GetAsync($"{library.Path}/articles/closed")).TextOf(".paywall-left"));
    }
}
