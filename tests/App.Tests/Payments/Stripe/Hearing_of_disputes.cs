using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Disputes;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Stripe;

/// <summary>Who may refund hears of a dispute at once, and twice more while nobody answers it.</summary>
public class Hearing_of_disputes(StripeApp app) : IClassFixture<StripeApp>
{
    [Fact]
    public async Task At_once_by_the_bell_and_on_the_live_stream()
    {
        var (shop, buyer, purchase, intent) = await app.BuyAndPayAsync();
        await using var owner = await (await app.TokenAsync(shop.Owner, "events:read", "orders:write")).ListenAsync("/api/events");
        await using var member = await (await app.TokenAsync(buyer.Person, "events:read")).ListenAsync("/api/events");
        await owner.UntilAsync("event: open");
        await member.UntilAsync("event: open");

        app.Books.Dispute(intent);
        await app.TellAsync(shop);

        await owner.UntilAsync("payments.dispute_opened");
        await owner.UntilAsync(purchase.Code);
        Assert.Contains((await ToldAsync(shop.Owner)), t => t.StartsWith("Dispute in 书院 over CN¥29.00: respond by 2026-", StringComparison.Ordinal));
        Assert.DoesNotContain((await ToldAsync(buyer.Person)), t => t.Contains("bank", StringComparison.Ordinal));
        Assert.DoesNotContain("dispute_opened", member.Text);
    }

    [Fact]
    public async Task Three_days_and_one_day_before_it_is_too_late()
    {
        var (shop, _, _, intent) = await app.BuyAndPayAsync();
        app.Books.Dispute(intent);
        await app.TellAsync(shop);
        var due = (await DisputeAsync(shop)).AnswerBy!.Value;

        await shop.PassAsync(due.AddDays(-3) - app.Clock.Now - TimeSpan.FromMinutes(1));
        var early = (await RemindersAsync(shop)).Count;
        await shop.PassAsync(TimeSpan.FromMinutes(2));
        var first = (await RemindersAsync(shop)).Count;
        await shop.PassAsync(TimeSpan.FromDays(1));
        var between = (await RemindersAsync(shop)).Count;
        await shop.PassAsync(TimeSpan.FromDays(1));
        var second = (await RemindersAsync(shop)).Count;
        await shop.PassAsync(TimeSpan.FromDays(2));

        Assert.Equal((0, 1, 1, 2, 2), (early, first, between, second, (await RemindersAsync(shop)).Count));
    }

    [Fact]
    public async Task Not_again_once_it_is_answered()
    {
        var (shop, _, purchase, intent) = await app.BuyAndPayAsync();
        app.Books.Dispute(intent);
        await app.TellAsync(shop);
        var dispute = await DisputeAsync(shop);
        var owner = await app.SignInAsync(shop.Owner);
        (await owner.SubmitAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/disputes/{dispute.Id}", ("evidence", "They read it all"))).ShouldRedirect();

        await shop.PassAsync(dispute.AnswerBy!.Value - app.Clock.Now - TimeSpan.FromHours(1));

        Assert.Empty(await RemindersAsync(shop));
    }

    private async Task<List<string>> RemindersAsync(Shop shop) =>
        [.. (await ToldAsync(shop.Owner)).Where(t => t.Contains("still unanswered", StringComparison.Ordinal))];

    private async Task<List<string>> ToldAsync(Person person)
    {
        await app.SettleAsync();
        var list = (await (await app.SignInAsync(person)).GetAsync("/api/me/notifications")).ShouldBe(HttpStatusCode.OK).Json;
        return [.. list.GetProperty("items").EnumerateArray().Select(n => n.GetProperty("text").GetString()!)];
    }

    private static Task<Dispute> DisputeAsync(Shop shop) => shop.InAsync(db => db.Set<Dispute>().AsNoTracking().SingleAsync());
}
