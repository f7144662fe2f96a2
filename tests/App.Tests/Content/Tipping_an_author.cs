using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Tipping;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Shares;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

/// <summary>Readers give the author of an article something, where the community lets them.</summary>
public class Tipping_an_author(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Is_off_until_an_operator_says_otherwise()
    {
        var (library, id) = await OpenAsync();
        var lin = await library.SignedInAsync("Lin");

        Assert.False((await lin.GetAsync($"{library.Path}/articles/open")).Has("a[href*='/tip?article=']"));
        (await lin.GetAsync($"{library.Path}/tip?article={id}")).ShouldBe(HttpStatusCode.NotFound);
        (await lin.GetAsync($"{library.Path}/manage/tips")).ShouldBe(HttpStatusCode.NotFound);
        await SwitchOnAsync(library);
        Assert.True((await lin.GetAsync($"{library.Path}/articles/open")).Has("a[href*='/tip?article=']"));
    }

    [Fact]
    public async Task Books_it_under_tips_shares_it_with_the_author_and_tells_them()
    {
        var (library, id) = await OpenAsync();
        await SwitchOnAsync(library);
        var author = await library.PersonAsync("owner");
        var now = app.Clock.Now;
        await library.InAsync<AppDb>(async db =>
        {
            db.Add(ShareRule.Make(library.Community.Id, new ShareWish(author, 8000, "tips", null, 0, now, null, ""), author, now));
            await db.SaveChangesAsync();
        });
        var lin = await library.SignedInAsync("Lin");

        await GiveAsync(library, lin, id, ("own", "12.50"));

        var tip = await library.InAsync<AppDb, Tip>(db => db.Set<Tip>().AsNoTracking().SingleAsync());
        Assert.Equal((1250L, author, id, false), (tip.Amount, tip.AuthorId, tip.ArticleId, tip.IsNamed));
        var order = await library.InAsync<AppDb, Order>(db => db.Set<Order>().AsNoTracking().Include(o => o.Lines).SingleAsync());
        Assert.Equal(("tips", 1250L), (order.Lines[0].Stream, order.Total));
        Assert.Equal(1000, await library.InAsync<AppDb, long>(db => db.Set<Share>().SumAsync(s => s.Amount)));
        var verdict = await app.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(default));
        Assert.DoesNotContain(verdict.Violations, v => v.Community == library.Slug);
    }

    [Fact]
    public async Task Keeps_the_givers_name_from_the_public_until_they_show_it()
    {
        var (library, id) = await OpenAsync();
        await SwitchOnAsync(library);
        var (lin, reader) = (await library.SignedInAsync("Lin"), await library.SignedInAsync("Wang"));
        await GiveAsync(library, lin, id, ("amount", "500"));
        var path = $"{library.Path}/tip?article={id}";

        Assert.DoesNotContain("Supporters", (await reader.Speaking("en").GetAsync(path)).TextOf("main"));
        Assert.Contains("Thank you!", (await lin.Speaking("en").GetAsync(path + "&thanks=1")).TextOf("h1"));
        await lin.SubmitAsync(path + "&thanks=1", ("named", "yes"));
        Assert.Contains("Supporters", (await reader.GetAsync(path)).TextOf("main"));
        await lin.SubmitAsync(path + "&thanks=1", ("named", "no"));
        Assert.DoesNotContain("Supporters", (await reader.GetAsync(path)).TextOf("main"));
    }

    [Fact]
    public async Task Goes_back_with_a_refund()
    {
        var (library, id) = await OpenAsync();
        await SwitchOnAsync(library);
        await GiveAsync(library, await library.SignedInAsync("Lin"), id, ("amount", "500"));
        var order = await library.InAsync<AppDb, long>(db => db.Set<Order>().Select(o => o.Id).SingleAsync());
        var owner = await library.PersonAsync("owner");

        await library.InAsync<RefundOrder>(r => r.RunAsync(order, new RefundWish(null, null, "Refunded", false, "k"), owner, default));
        await app.SettleAsync();

        Assert.NotNull((await library.InAsync<AppDb, Tip>(db => db.Set<Tip>().AsNoTracking().SingleAsync())).TakenBackAt);
    }

    [Theory]
    [InlineData("0.50"), InlineData("1000.01"), InlineData("-1"), InlineData("1.005"), InlineData("many")]
    public async Task Of_another_amount_than_allowed_is_refused_at_its_field(string amount)
    {
        var (library, id) = await OpenAsync();
        await SwitchOnAsync(library);
        var lin = await library.SignedInAsync("Lin");

        var page = await lin.SubmitAsync($"{library.Path}/tip?article={id}", ("own", amount));

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.True(page.Has(".field-wrong [name=own]"));
        Assert.Equal(amount, page.Document.QuerySelector("[name=own]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Is_the_only_thing_whose_price_the_buyer_chooses()
    {
        var (library, id) = await OpenAsync();
        await SwitchOnAsync(library);
        var reader = await library.ProgramAsync("Lin", "orders:write");
        var owner = await library.ProgramAsync("owner", "orders:write");

        (await CheckoutAsync(reader, library, "tier", library.Premium.TierId, 1)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "amount_not_chosen");
        (await CheckoutAsync(reader, library, "tip", id, 99)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "tip_out_of_range");
        (await CheckoutAsync(reader, library, "tip", id, -500)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "tip_out_of_range");
        (await CheckoutAsync(owner, library, "tip", id, 500)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "own_tip");
        (await CheckoutAsync(reader, library, "tip", id, 500)).ShouldBe(HttpStatusCode.Created);
    }

    private async Task<(Library Library, long Id)> OpenAsync()
    {
        var library = await Library.OpenAsync(app);
        return (library, await library.PublishesAsync("Open", "Words for everyone.", "announcements", "open"));
    }

    private static async Task SwitchOnAsync(Library library)
    {
        var owner = await library.SignedInAsync("owner");
        (await owner.SubmitAsync($"{library.Path}/manage/tips", ("open", "true"), ("amounts", "5\n10"), ("least", "1"), ("most", "1000")))
            .ShouldLeadTo($"{library.Path}/manage/tips");
    }

    private async Task GiveAsync(Library library, Client giver, long id, (string, object) amount)
    {
        var chosen = await giver.SubmitAsync($"{library.Path}/tip?article={id}", amount);
        var sent = await giver.SubmitAsync(chosen.Location ?? chosen.Text, ("do", "buy"));
        var paid = await giver.SubmitAsync(sent.Location ?? sent.Text, ("decision", "pay"), ("scenario", "pays"));
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await app.SettleAsync();
        await giver.FollowAsync(paid);
    }

    private static Task<Answer> CheckoutAsync(Client program, Library library, string kind, long id, long amount)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, library.Api + "/checkout")
        {
            Content = JsonContent.Create(
                new { lines = new[] { new { kind, id = id.ToString(System.Globalization.CultureInfo.InvariantCulture), amount } } }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return program.SendAsync(request);
    }
}
