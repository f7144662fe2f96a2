using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Resources;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.App.Tests.Discussions;

/// <summary>Comments are read by those who read all of what they are about.</summary>
public class Commenting(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Paid = "Everyone reads this.\n\n<!-- paywall -->\n\nMembers read this.";

    [Fact]
    public async Task A_member_comments_on_the_page_of_an_article_and_the_next_visitor_sees_it()
    {
        var library = await Library.OpenAsync(app);
        var article = await library.PublishesAsync("Open", "Everyone reads this.", slug: "open");
        var member = await MemberAsync(library, "Ada");
        var page = $"{library.Path}/articles/open";
        Assert.Contains("Sign in to comment", (await app.Visitor().GetAsync(page)).Text);

        var posted = await member.SubmitAsync(page, ("body", "Well *said*."));

        posted.ShouldRedirect();
        await app.SettleAsync();
        Assert.Equal("said", (await app.Visitor().GetAsync(page)).TextOf("#comments em"));
        Assert.Contains("said", (await app.Visitor().GetAsync($"{library.Path}/comments/article/{article}")).TextOf("#reply-1"));
    }

    [Fact]
    public async Task Comments_below_a_closed_article_are_for_those_who_read_it()
    {
        var library = await Library.OpenAsync(app);
        var article = await library.PublishesAsync("Closed", Paid, "deep-dives", "closed-one");
        var (free, paying) = (await MemberAsync(library, "Free"), await MemberAsync(library, "Paying", library.Premium.TierId));
        var path = $"{library.Api}/comments/article/{article}";
        (await paying.PostAsync(path, new { body = "Among us." })).ShouldBe(HttpStatusCode.Created);

        foreach (var reader in new[] { free, app.Visitor() })
        {
            Assert.DoesNotContain("Among us", (await reader.GetAsync($"{library.Path}/articles/closed-one")).Text);
            (await reader.GetAsync($"{library.Path}/comments/article/{article}")).ShouldBe(HttpStatusCode.NotFound);
            (await reader.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
            Assert.DoesNotContain("Among", (await reader.GetAsync($"{library.Api}/search?q=Among")).Json.GetProperty("items").ToString());
        }
        (await free.PostAsync(path, new { body = "x" })).ShouldBe(HttpStatusCode.NotFound);
        Assert.Contains("Among us", (await paying.GetAsync($"{library.Path}/articles/closed-one")).TextOf("#comments"));
    }

    [Fact]
    public async Task Nobody_comments_on_what_is_not_there_or_no_matter_for_comments()
    {
        var library = await Library.OpenAsync(app);
        var draft = await library.PublishesAsync("Draft", "x", slug: "draft-one", published: false);
        var member = await MemberAsync(library, "Ada");

        foreach (var path in new[] { $"article/{draft}", "article/999999", $"member/{library.IdOf("Ada")}", "order/1" })
            (await member.PostAsync($"{library.Api}/comments/{path}", new { body = "x" })).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Two_who_comment_first_at_once_begin_one_list()
    {
        var library = await Library.OpenAsync(app);
        var article = await library.PublishesAsync("Open", "x", slug: "open-two");
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => MemberAsync(library, $"P{n}")));

        var posted = await Task.WhenAll(people.Select(p => p.PostAsync($"{library.Api}/comments/article/{article}", new { body = "First!" })));

        Assert.All(posted, p => p.ShouldBe(HttpStatusCode.Created));
        var all = (await app.Visitor().GetAsync($"{library.Api}/comments/article/{article}")).Json.GetProperty("items");
        Assert.Equal([1, 2, 3, 4], all.EnumerateArray().Select(c => c.GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task A_text_that_cannot_stand_comes_back_with_its_message()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Open", "x", slug: "open-three");
        var member = await MemberAsync(library, "Ada");
        var body = new string('y', 30_001);

        var refused = await member.SubmitAsync($"{library.Path}/articles/open-three", ("body", body));

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(body, refused.TextOf("#field-comment").Trim());
        Assert.Contains("30000 fit", refused.TextOf("#field-comment-error"));
    }

    [Fact]
    public async Task What_was_begun_on_one_device_stands_in_the_form_of_the_other_until_it_is_posted()
    {
        var library = await Library.OpenAsync(app);
        var article = await library.PublishesAsync("Open", "Everyone reads this.", slug: "open-four");
        var member = await MemberAsync(library, "Ada");
        var (page, draft) = ($"{library.Path}/articles/open-four", $"{library.Api}/drafts/comments-article-{article}");
        Assert.Equal(draft, (await member.GetAsync(page)).Document.QuerySelector("#comments text-composer")!.GetAttribute("data-draft"));
        await Replying.PutAsync(member, draft, new { title = "", body = "Begun on the phone." });

        var form = await member.GetAsync(page);
        Assert.Equal("Begun on the phone.", form.TextOf("#field-comment").Trim());
        Assert.Equal("Begun on the phone.", (await member.GetAsync($"{library.Path}/comments/article/{article}")).TextOf("#field-comment").Trim());
        Assert.DoesNotContain("Begun", (await (await MemberAsync(library, "Bob")).GetAsync(page)).Text);
        (await member.SubmitAsync(form, ("body", "Begun on the phone, and ended here."))).ShouldRedirect();

        Assert.Equal("", (await member.GetAsync(draft)).Json.GetProperty("body").GetString());
    }

    [Fact]
    public async Task Resources_have_comments_too()
    {
        var shelf = await Shelf.OpenAsync(app);
        var resource = await shelf.AddsAsync([1, 2, 3]);
        var member = await shelf.MemberAsync("Ada");

        (await member.SubmitAsync($"{shelf.Path}/resources/{resource}", ("body", "Handy."))).ShouldRedirect();

        Assert.Contains("Handy.", (await app.Visitor().GetAsync($"{shelf.Path}/resources/{resource}")).TextOf("#comments"));
    }

    private async Task<Client> MemberAsync(Library library, string name, long? tier = null)
    {
        var (member, now) = (await library.PersonAsync(name), app.Clock.Now);
        var lowest = (await app.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(library.Id))).MinBy(t => t.Rank)!.TierId;
        await library.WriteAsync(g => g.GrantTierAsync(
            library.Id, member, tier ?? lowest, now, now.AddDays(30), new Thing("order", member + 90_000), member, now));
        return await library.SignedInAsync(name);
    }
}
