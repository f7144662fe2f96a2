using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Activities;

/// <summary>There are never more guests than seats, whoever comes at once; who waits moves up; tickets keep, give and free seats.</summary>
public class Seats_of_a_session(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Of_two_hundred_at_once_as_many_get_one_as_there_are()
    {
        var hall = await Hall.OpenAsync(app);
        var session = await hall.PublicAsync(seats: 7);
        var guests = new List<Client>();
        for (var n = 0; n < 20; n++)
            guests.Add(await hall.GuestAsync($"Guest {n}"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => hall.ComeAsync(guests[n % 20], session)));

        Assert.All(answers, a => a.ShouldBe(HttpStatusCode.OK));
        var seen = await hall.SessionOfAsync(hall.Host, session);
        Assert.Equal((7, 13, 0), (Number(seen, "coming"), Number(seen, "waiting"), Number(seen, "left")));
        Assert.Equal(7, await hall.CountAsync("seat_taken"));
    }

    [Fact]
    public async Task Who_waits_moves_up_and_is_told()
    {
        var hall = await Hall.OpenAsync(app);
        var session = await hall.PublicAsync(seats: 1);
        var (lin, ada, bo) = (await hall.GuestAsync("Lin"), await hall.GuestAsync("Ada"), await hall.GuestAsync("Bo"));
        Assert.Equal("taken", Hall.StateOf(await hall.ComeAsync(lin, session)));
        Assert.Equal("waiting", Hall.StateOf(await hall.ComeAsync(ada, session)));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("waiting", Hall.StateOf(await hall.ComeAsync(bo, session)));

        (await hall.LeaveAsync(lin, session)).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();

        Assert.Equal(("taken", "waiting"), (Mine(await hall.SessionOfAsync(ada, session)), Mine(await hall.SessionOfAsync(bo, session))));
        Assert.Contains("A seat in “Questions” is yours now",
            (await (await hall.SignedInAsync("Ada")).Speaking("en").GetAsync("/notifications")).TextOf("main"));
        (await hall.Host.PatchAsync($"{hall.Api}/sessions/{session}", new { seats = 2 })).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();
        Assert.Equal("taken", Mine(await hall.SessionOfAsync(bo, session)));
        (await hall.Host.PatchAsync($"{hall.Api}/sessions/{session}", new { seats = 1 }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "seats_taken");
    }

    [Fact]
    public async Task Orders_keep_seats_of_which_none_is_sold_twice_and_let_them_go_in_time()
    {
        var hall = await Hall.OpenAsync(app);
        var session = await hall.PublicAsync(seats: 3, access: "ticket", hours: 24 * 9);
        await hall.SellAsync(session);
        var guests = new List<Client>();
        for (var n = 0; n < 10; n++)
            guests.Add(await hall.GuestAsync($"Buyer {n}"));

        var answers = await Task.WhenAll(guests.Select(g => hall.OrderAsync(g, session)));

        Assert.Equal(3, answers.Count(a => a.Status is HttpStatusCode.OK or HttpStatusCode.Created));
        Assert.All(answers.Where(a => a.Status is not (HttpStatusCode.OK or HttpStatusCode.Created)),
            a => a.ShouldBeRefused(HttpStatusCode.Conflict, "sold_out"));
        Assert.Equal(0, Number(await hall.SessionOfAsync(hall.Host, session), "left"));
        app.Clock.Advance(TimeSpan.FromHours(25));
        await app.SettleAsync();
        Assert.Equal(3, Number(await hall.SessionOfAsync(hall.Host, session), "left"));
        Assert.Contains((await hall.OrderAsync(guests[9], session)).Status, new[] { HttpStatusCode.OK, HttpStatusCode.Created });
    }

    [Fact]
    public async Task A_ticket_gives_a_seat_and_a_refund_takes_it_back()
    {
        var hall = await Hall.OpenAsync(app);
        var session = await hall.PublicAsync(seats: 1, access: "ticket");
        await hall.SellAsync(session, 9900);
        var path = $"{hall.Path}/sessions/{session}";
        var lin = (await hall.SignedInAsync("Lin")).Speaking("en");
        Assert.Contains("Buy a ticket", (await lin.GetAsync(path)).TextOf(".paywall"));

        var sent = await lin.SubmitAsync($"{hall.Path}/checkout?kind=ticket&item={session}&returnUrl={path}", ("do", "buy"));
        var paid = await lin.SubmitAsync(sent.Location!, ("decision", "pay"), ("scenario", "pays"));
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await app.SettleAsync();
        await lin.FollowAsync(paid);

        var order = await hall.InAsync<AppDb, Order>(db => db.Set<Order>().AsNoTracking().Include(o => o.Lines).SingleAsync());
        Assert.Equal((9900, "tickets", "ticket"), (order.Total, order.Lines[0].Stream, order.Lines[0].ItemKind));
        Assert.Contains("You come", (await lin.GetAsync(path)).TextOf("main"));
        var program = await hall.GuestAsync("Lin");
        (await hall.LeaveAsync(program, session)).ShouldBeRefused(HttpStatusCode.Conflict, "ticket_seat");
        (await hall.OrderAsync(await hall.GuestAsync("Ada"), session)).ShouldBeRefused(HttpStatusCode.Conflict, "sold_out");
        var cancelled = (await Hall.PutAsync(hall.Host, $"{hall.Api}/sessions/{session}/cancellation", new { reason = "" })).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(order.Id, cancelled.Json.GetProperty("toRefund")[0].GetProperty("orderId").GetInt64());
        Assert.Contains($"orders/{order.Id}/refund",
            (await (await hall.SignedInAsync("owner")).GetAsync($"{hall.Path}/manage/sessions/{session}/cancellation")).Text);

        await hall.AsAsync<RefundOrder>("owner", r =>
            r.RunAsync(order.Id, new RefundWish(null, null, "Refunded", false, "k"), hall.IdOf("owner"), default));
        await app.SettleAsync();

        Assert.Equal(0, Number(await hall.SessionOfAsync(hall.Host, session), "coming"));
        Assert.Equal((1, 1), (await hall.CountAsync("seat_taken"), await hall.CountAsync("seat_given_up")));
    }

    [Fact]
    public async Task Tickets_are_not_sold_where_they_make_no_sense()
    {
        var hall = await Hall.OpenAsync(app);
        var (open, premium) = (await hall.PublicAsync(), await hall.PublicAsync(access: "premium"));
        var ada = await hall.GuestAsync("Ada");
        await hall.BuysPremiumAsync("Ada");

        (await Hall.PutAsync(hall.Host, $"{hall.Api}/sessions/{open}/offer", new { prices = new[] { new { currency = "CNY", amount = 100 } } }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "session_is_open");
        (await hall.OrderAsync(ada, premium)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "ticket_not_sold");
        await hall.SellAsync(premium);
        (await hall.OrderAsync(ada, premium)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "open_already");
        (await Hall.PutAsync(ada, $"{hall.Api}/sessions/{premium}/offer", new { })).ShouldBe(HttpStatusCode.NotFound);
    }

    private static int Number(System.Text.Json.JsonElement session, string name) => session.GetProperty(name).GetInt32();

    private static string? Mine(System.Text.Json.JsonElement session) => session.GetProperty("mine").GetString();
}
