using System.Net;
using CsCheck;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Payments.Books;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Shares;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>
/// Orders of any period, with and without a coupon, shared with authors who were paid out or not, given back in any parts: what the preview
/// said is what happened.
/// </summary>
public class Random_refunds(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly Gen<Plan> Plans = Gen.Select(
        Gen.Bool.Select(yearly => yearly ? "year" : "month"), Gen.Int[0, 90], Gen.Int[0, 5000].Array[0, 2], Gen.Int[0, 100], Gen.Bool,
        Gen.Select(Gen.Int[1, 100], Gen.Bool).Array[1, 3],
        (interval, off, shares, paidOut, givesBack, parts) => new Plan(interval, off, shares, paidOut, givesBack, parts));

    [Fact]
    public async Task Take_back_what_was_shown() => await Plans.SampleAsync(CheckAsync, iter: 12, threads: 1);

    private async Task CheckAsync(Plan plan)
    {
        var (books, purchase, authors) = await SellAsync(plan);
        for (var i = 0; i < plan.Parts.Length; i++)
        {
            var (percent, ends) = plan.Parts[i];
            var left = (await books.Shop.OrderAsync(purchase)) is var order ? order.Total - order.RefundedTotal : 0;
            var amount = i == plan.Parts.Length - 1 ? left : Math.Max(1, left * percent / 100);
            if (left == 0)
                return;
            var preview = await books.Shop.InScopeAsync(s =>
                s.GetRequiredService<PreviewRefund>().RunAsync(purchase.OrderId, null, amount, ends, default));
            var before = await StateAsync(books, purchase, authors);
            (await books.PostAsync($"/orders/{purchase.OrderId}/refunds", new { amount, reason = "x", endsAccess = ends, shown = preview.Shown }, $"r{i}"))
                .ShouldBe(HttpStatusCode.OK);

            var after = await StateAsync(books, purchase, authors);
            Assert.Equal(Said(preview, before, authors), after);
        }
        await books.BooksShouldCloseAsync();
    }

    /// <summary>The state before, changed as the preview said: read from its sentences, as an operator reads them.</summary>
    private static Standing Said(RefundPreview preview, Standing before, IReadOnlyList<Person> authors)
    {
        var effects = preview.Parts.SelectMany(p => p.Effects).ToList();
        bool Tells(string text) => effects.Exists(e => e.Text == text);
        var after = before with { Refunded = before.Refunded + preview.Amount };
        if (Tells("{0} ends now instead of on {1}."))
            after = after with { OpenGrants = before.OpenGrants - effects.Count(e => e.Text == "{0} ends now instead of on {1}.") };
        if (Tells("The subscription to {0} ends now."))
            after = after with { Ended = true };
        if (Tells("The coupon {0} can be used once more."))
            after = after with { CouponsUsed = before.CouponsUsed - 1 };
        foreach (var author in authors)
        {
            var back = effects.Where(e => e.Text == "{0} returns {1} of their share." && (string)e.Args[0] == author.Name).Sum(e => e.Amount ?? 0);
            var owed = before.OwedTo(author) - back;
            var claim = effects.Where(e => e.Text.StartsWith("Of that", StringComparison.Ordinal) && (string)e.Args[0] == author.Name)
                .Sum(e => ((Money)e.Args[1]).Minor);
            Assert.Equal(Math.Max(0, -owed) - Math.Max(0, -before.OwedTo(author)), claim);
            after = after with { Owed = after.With(author, owed) };
        }
        return after;
    }

    private static async Task<Standing> StateAsync(Bookkeeping books, Purchase purchase, IReadOnlyList<Person> authors)
    {
        var balances = await books.Shop.BalancesAsync();
        return new Standing(
            (await books.Shop.OrderAsync(purchase)).RefundedTotal,
            (await books.Shop.GrantsAsync(purchase)).Count(g => g.RevokedAt is null),
            await books.Shop.InAsync(db => db.Set<Subscription>().AnyAsync(s => s.EndedAt != null)),
            await books.Shop.InAsync(db => db.Set<CouponUse>().CountAsync(u => u.TakenAt != null && u.GivenBackAt == null)),
            string.Join(' ', authors.Select(a => $"{a.Id}:{-balances.GetValueOrDefault($"payable:member:{a.Id}")}")));
    }

    private async Task<(Bookkeeping, Purchase, IReadOnlyList<Person>)> SellAsync(Plan plan)
    {
        var books = await Bookkeeping.OpenAsync(app);
        var authors = new List<Person>();
        foreach (var share in plan.Shares)
        {
            authors.Add(await app.MemberAsync($"Author {authors.Count}"));
            var percent = new Money(Math.Max(1, share), "CNY").ToDecimalString();
            await books.Shop.InScopeAsync(async s => await s.GetRequiredService<MakeShareRule>().RunAsync(
                new ShareTyped(authors[^1].Email, percent, "memberships", null, "0", null, null, null), books.Shop.Owner.Id, default));
        }
        if (plan.Off > 0)
            await books.Shop.InScopeAsync(s => s.GetRequiredService<ArrangeCoupons>()
                .IssueAsync("OFF", new CouponTerms(CouponKind.Percent, plan.Off, null), books.Shop.Owner.Id, default));
        await books.Browser.SubmitAsync($"{books.Manage}/refund-terms", plan.GivesBack ? [("perYear", "1"), ("coupons", "true")] : [("perYear", "1")]);
        var purchase = await BuyAsync(books, plan);
        foreach (var author in authors)
        {
            var owed = -(await books.Shop.BalancesAsync()).GetValueOrDefault($"payable:member:{author.Id}");
            if (owed * plan.PaidOut / 100 is > 0 and var amount)
                (await books.PostAsync("/payouts", new { account = $"payable:member:{author.Id}", amount, currency = "CNY" }, $"p{author.Id}"))
                    .ShouldBe(HttpStatusCode.OK);
        }
        return (books, purchase, authors);
    }

    private static async Task<Purchase> BuyAsync(Bookkeeping books, Plan plan)
    {
        var buyer = await books.Shop.BuyerAsync();
        var sent = await buyer.Browser.SubmitAsync(books.Shop.CheckoutPath(books.Shop.Premium),
            ("interval", plan.Interval), ("coupon", plan.Off > 0 ? "OFF" : ""), ("do", "buy"));
        var order = await books.Shop.InAsync(db => db.Set<Order>().AsNoTracking().SingleAsync());
        var purchase = new Purchase(order.Id, order.Code, sent.Location!, sent.Location!.Split('/')[^1]);
        await books.Shop.DecideAsync(buyer, purchase);
        await books.Shop.PassAsync(TimeSpan.FromSeconds(2));
        await books.Shop.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(OrderState.Paid, await books.Shop.StateAsync(purchase));
        return purchase;
    }

    /// <param name="Off">Percent by a coupon; 0 for none.</param>
    /// <param name="Shares">Hundredths of a percent of each author.</param>
    /// <param name="PaidOut">Percent of their shares.</param>
    /// <param name="Parts">Percent of what is left, and whether access ends; the last part is all of it.</param>
    private sealed record Plan(string Interval, int Off, int[] Shares, int PaidOut, bool GivesBack, (int, bool)[] Parts);

    private sealed record Standing(long Refunded, int OpenGrants, bool Ended, int CouponsUsed, string Owed)
    {
        public long OwedTo(Person author) => long.Parse(
            Owed.Split(' ').Single(o => o.StartsWith($"{author.Id}:", StringComparison.Ordinal)).Split(':')[1],
            System.Globalization.CultureInfo.InvariantCulture);

        public string With(Person author, long owed) => string.Join(' ', Owed.Split(' ')
            .Select(o => o.StartsWith($"{author.Id}:", StringComparison.Ordinal) ? $"{author.Id}:{owed}" : o));
    }
}
