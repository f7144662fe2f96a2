using System.Net;
using System.Text.Json.Nodes;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.PayPal;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.PayPal;

public class Disputes_at_PayPal(PayPalApp app) : IClassFixture<PayPalApp>
{
    [Fact]
    public async Task Are_answered_with_all_that_was_written_in_notes_that_fit()
    {
        var (shop, purchase, id, owner) = await DisputedAsync("REQUIRED_ACTION");
        var text = string.Join('\n', Enumerable.Range(1, 120).Select(i => $"Line {i}: what the ledgers know about this order and its buyer."));

        (await owner.SubmitAsync(await PathAsync(shop, purchase), ("evidence", text))).ShouldLeadTo($"{shop.Path}/manage/orders/{purchase.OrderId}");

        var (_, notes) = Assert.Single(app.PayPal.Evidence, e => e.Dispute == id);
        Assert.Equal(text, string.Join('\n', notes));
        Assert.True(notes.Count > 1 && notes.All(n => n.Length <= 2000));
        await TellAsync(shop, purchase, id);
        Assert.Equal(DisputeState.UnderReview, (await DisputeAsync(shop)).State);
    }

    [Fact]
    public async Task Keep_what_was_typed_while_buyer_and_seller_still_talk()
    {
        var (shop, purchase, id, owner) = await DisputedAsync("OPEN_INQUIRIES");

        var answer = await owner.SubmitAsync(await PathAsync(shop, purchase), ("evidence", "Typed with care"));

        Assert.Contains("still_an_inquiry", answer.ShouldBe(HttpStatusCode.Conflict).TextOf("main"), StringComparison.Ordinal);
        Assert.Equal("Typed with care", answer.TextOf("#field-evidence"));
        Assert.DoesNotContain(app.PayPal.Evidence, e => e.Dispute == id);
        Assert.Null((await DisputeAsync(shop)).AnsweredAt);
    }

    [Fact]
    public async Task Are_answered_once_although_the_answer_of_PayPal_was_lost()
    {
        var (shop, purchase, id, owner) = await DisputedAsync("REQUIRED_ACTION");
        var page = await owner.GetAsync(await PathAsync(shop, purchase));
        app.PayPal.Fail($"{id}/provide-evidence", FaultKind.LosesAnswer);

        (await owner.SubmitAsync(page, ("evidence", "Once"))).ShouldBe(HttpStatusCode.Conflict);
        var again = await owner.SubmitAsync(page, ("evidence", "Once"));

        // PayPal has it, so that nothing more can be handed in: its next word about the dispute says so.
        Assert.Contains("not_answerable", again.ShouldBe(HttpStatusCode.Conflict).TextOf("main"), StringComparison.Ordinal);
        Assert.Single(app.PayPal.Evidence, e => e.Dispute == id);
        await TellAsync(shop, purchase, id);
        Assert.Equal(DisputeState.UnderReview, (await DisputeAsync(shop)).State);
    }

    [Fact]
    public async Task That_are_accepted_are_lost_with_all_that_follows()
    {
        var (shop, purchase, id, owner) = await DisputedAsync("REQUIRED_ACTION");

        (await owner.SubmitAsync(await PathAsync(shop, purchase), ("note", "You are right, and we are sorry."))).ShouldRedirect();
        await TellAsync(shop, purchase, id);

        Assert.Equal(DisputeState.Lost, (await DisputeAsync(shop)).State);
        Assert.Equal(2900, (await shop.BalancesAsync())["disputes:paypal"]);
        Assert.All(await shop.GrantsAsync(purchase), g => Assert.NotNull(g.RevokedAt));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData(0, 0), InlineData(2000, 1), InlineData(2001, 2), InlineData(20_000, 10)]
    public void A_text_without_lines_is_cut_where_it_has_to_be(int length, int notes)
    {
        var text = new string('字', length);

        var cut = PayPalDisputeAnswers.Notes(text);

        Assert.Equal((notes, text), (cut.Count, string.Concat(cut)));
    }

    [Fact]
    public void No_sign_of_two_halves_is_cut_in_two()
    {
        var text = new string('a', 1999) + "𠮷" + new string('b', 10);

        var cut = PayPalDisputeAnswers.Notes(text);

        Assert.Equal([new string('a', 1999), "𠮷" + new string('b', 10)], cut);
    }

    private async Task<(Shop, Purchase, string Id, Client Owner)> DisputedAsync(string state)
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        await app.ApproveAsync(shop, buyer, purchase);
        var id = $"PP-D-{purchase.OrderId}";
        app.PayPal.Dispute(app.CaptureOf(purchase), id, state);
        await TellAsync(shop, purchase, id);
        return (shop, purchase, id, await app.SignInAsync(shop.Owner));
    }

    private async Task TellAsync(Shop shop, Purchase purchase, string id)
    {
        var told = new JsonObject
        {
            ["dispute_id"] = id,
            ["disputed_transactions"] = new JsonArray(new JsonObject { ["seller_transaction_id"] = app.CaptureOf(purchase).Id }),
        };
        (await shop.PostAsync(app.Webhook(PayPalApp.Event("CUSTOMER.DISPUTE.UPDATED", told)))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();
        await shop.PassAsync(TimeSpan.FromSeconds(2));
    }

    private static async Task<string> PathAsync(Shop shop, Purchase purchase) =>
        $"{shop.Path}/manage/orders/{purchase.OrderId}/disputes/{(await DisputeAsync(shop)).Id}";

    private static Task<Dispute> DisputeAsync(Shop shop) => shop.InAsync(db => db.Set<Dispute>().AsNoTracking().SingleAsync());
}
