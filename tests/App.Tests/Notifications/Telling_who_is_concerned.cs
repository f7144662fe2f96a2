using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Integrations;
using Guildhall.App.Tests.Payments;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Notifications.Telling;
using Guildhall.Payments.TestProcessor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Notifications;

/// <summary>Each matter is told once, to those whom it concerns, in the language of each.</summary>
public class Telling_who_is_concerned(NotifiedApp app) : IClassFixture<NotifiedApp>
{
    private static int _appointments;

    [Fact]
    public async Task Who_asks_for_money_back_concerns_who_may_refund_and_a_no_concerns_who_asked()
    {
        var shop = await Shop.OpenAsync(app);
        var root = await app.ReachableAsync("根", owner: true, language: "zh");
        var person = await app.ReachableAsync("Wang Fang");
        var buyer = new Buyer(person, await app.SignInAsync(person));
        var owner = await app.SignInAsync(shop.Owner);
        (await owner.SubmitAsync($"{shop.Path}/manage/refund-terms", ("handling", "on_request"), ("days", "7"))).ShouldRedirect();
        var purchase = await shop.BuyAndPayAsync(buyer);

        (await buyer.Browser.SubmitAsync($"{shop.Path}/orders/{purchase.Code}/refund", ("words", "Please"))).ShouldRedirect();
        await app.SettleAsync();
        var id = await shop.InAsync(db => db.Set<Guildhall.Payments.RefundClaims.RefundClaim>().Select(c => c.Id).SingleAsync());
        (await owner.SubmitAsync($"{shop.Path}/manage/refund-requests/{id}", ("answer", "You have read it all"), ("do", "decline"))).ShouldRedirect();
        await app.SettleAsync();

        Assert.Equal(["A member of 书院 requests a refund"], await app.ToldAsync(shop.Owner));
        Assert.Equal(["书院 有成员申请退款"], app.MailedTo(root));
        var no = $"The refund of order {purchase.Code} in 书院 was declined: You have read it all";
        Assert.Equal(no, (await app.ToldAsync(person))[0]);
        Assert.Contains(no, app.MailedTo(person));
    }

    [Fact]
    public async Task An_order_that_is_held_concerns_who_may_refund_and_the_owners_of_the_installation()
    {
        var shop = await Shop.OpenAsync(app);
        var root = await app.ReachableAsync("根", owner: true, language: "zh");
        var moderator = await app.ReachableAsync("Mo");
        await AppointAsync(shop, moderator, "moderator");
        var buyer = await shop.BuyerAsync();

        var purchase = await shop.BuyAsync(buyer);
        await shop.DecideAsync(buyer, purchase, scenario: TestScenario.WrongAmount);
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        await shop.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(Guildhall.Payments.Orders.OrderState.Held, await shop.StateAsync(purchase));
        Assert.Equal(["An order in 书院 needs your decision"], await app.ToldAsync(shop.Owner));
        Assert.Equal(["书院 有订单待你处理"], await app.ToldAsync(root));
        Assert.Empty(await app.ToldAsync(moderator));
        Assert.Empty(await app.ToldAsync(buyer.Person));
        Assert.Equal(["书院 有订单待你处理"], app.MailedTo(root));
        Assert.Empty(app.MailedTo(moderator));
        // The address of the owner was never shown to be read.
        Assert.Empty(app.MailedTo(shop.Owner));
    }

    [Fact]
    public async Task A_payment_concerns_the_buyer_who_reads_it_in_the_own_language()
    {
        var shop = await Shop.OpenAsync(app);
        var person = await app.ReachableAsync("王芳", language: "zh");
        var buyer = new Buyer(person, await app.SignInAsync(person));

        await shop.BuyAndPayAsync(buyer);

        var amount = new Kernel.Values.Money(2900, "CNY").Format("zh");
        Assert.Equal($"你向 书院 支付的 {amount} 已到账", Assert.Single(await app.ToldAsync(person)));
        Assert.Empty(await app.ToldAsync(shop.Owner));
    }

    [Fact]
    public async Task A_membership_that_ends_within_a_week_is_told_once_by_the_members_own_calendar()
    {
        var library = await Library.OpenAsync(app);
        foreach (var (name, days) in new[] { ("soon", 5), ("later", 20), ("prolonged", 5) })
            await library.BuysPremiumAsync(name, TimeSpan.FromDays(days));
        await library.BuysPremiumAsync("prolonged", TimeSpan.FromDays(60));
        // At eight in the morning by UTC it is ten in the evening of the day before there.
        var soon = library.IdOf("soon");
        await app.WithAsync<AppDb>(db => db.Database.ExecuteSqlAsync($"UPDATE members SET time_zone = 'Pacific/Honolulu' WHERE id = {soon}"));
        var day = app.Clock.Now.AddDays(5).AddHours(-10).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        await app.RunJobAsync<RemindOfEndingMemberships>();
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.RunJobAsync<RemindOfEndingMemberships>();

        Assert.Equal([$"Your membership “{library.Premium.Name}” in 书院 ends on {day}"], await ToldAsync(library, "soon"));
        Assert.Empty(await ToldAsync(library, "later"));
        Assert.Empty(await ToldAsync(library, "prolonged"));
        Assert.Empty(await ToldAsync(library, "owner"));
    }

    [Fact]
    public async Task An_endpoint_that_was_switched_off_concerns_everybody_who_may_switch_it_on()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answers = Receiver.Status(410);
        var guild = await Hooked.OpenAsync(app);
        var root = await app.ReachableAsync("根", owner: true, language: "zh");
        await guild.WriteAsync(async g =>
        {
            await g.GrantRoleAsync(guild.Id, await guild.PersonAsync("colleague"), "owner", Appointment(), null, guild.Now);
            await g.GrantRoleAsync(guild.Id, await guild.PersonAsync("writer"), "author", Appointment(), null, guild.Now);
        });
        await guild.WantsAsync(receiver.Url, Hooked.Published);

        await guild.PublishesAsync("Nobody lives here");
        await app.SettleAsync();
        await guild.PublishesAsync("Nobody is told");
        await app.SettleAsync();

        Assert.Single(receiver.Got);
        const string Told = "A webhook endpoint of Guild was turned off: nothing was delivered for two days";
        Assert.Equal([Told], await ToldAsync(guild, "owner"));
        Assert.Equal([Told], await ToldAsync(guild, "colleague"));
        Assert.Empty(await ToldAsync(guild, "writer"));
        Assert.Equal(["Guild 的一个 Webhook 接收地址已停用：连续两天没有接收成功"], await app.ToldAsync(root));
    }

    [Fact]
    public async Task An_attack_on_a_sign_in_concerns_its_owner_alone()
    {
        var (victim, other) = (await app.ReachableAsync("李明", language: "zh"), await app.ReachableAsync("Other"));
        var root = await app.ReachableAsync("Root", owner: true);

        for (var guess = 0; guess < 6; guess++)
            await app.Visitor().SubmitAsync("/sign-in", ("email", victim.Email), ("password", "a wrong guess"));
        await app.SettleAsync();

        Assert.Equal(["有人在猜测你账号的密码"], await app.ToldAsync(victim));
        Assert.Equal(["有人在猜测你账号的密码"], app.MailedTo(victim));
        Assert.Empty(await app.ToldAsync(other));
        Assert.Empty(await app.ToldAsync(root));
    }

    [Fact]
    public async Task Who_is_no_operator_any_more_is_told_nothing_of_what_came_before()
    {
        var library = await Library.OpenAsync(app);
        var (gone, stays) = (await app.ReachableAsync("Gone"), await app.ReachableAsync("Stays"));
        var appointment = Appointment();
        await library.WriteAsync(async g =>
        {
            await g.GrantRoleAsync(library.Id, gone.Id, "owner", appointment, null, library.Now);
            await g.GrantRoleAsync(library.Id, stays.Id, "owner", Appointment(), null, library.Now);
        });
        foreach (var person in new[] { gone, stays })
            await (await app.SignInAsync(person)).SubmitAsync("/account/notifications", ("quietFrom", "00:00"), ("quietUntil", "23:59"));
        await library.InAsync<AppDb>(async db =>
        {
            db.Publish(() => new OrderHeld(library.Id, gone.Id, 1));
            await db.SaveChangesAsync();
        });
        await app.SettleAsync();
        var browser = await app.SignInAsync(gone);
        Assert.Equal(1, await UnreadAsync(browser));

        await library.WriteAsync(g => g.RevokeAsync(library.Id, appointment, "left", Appointment(), null, library.Now));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.SettleAsync();

        Assert.Empty(await app.ToldAsync(gone));
        Assert.Equal(0, await UnreadAsync(browser));
        Assert.Empty(app.MailedTo(gone));
        Assert.Single(await app.ToldAsync(stays));
        Assert.Single(app.MailedTo(stays));
    }

    private static Thing Appointment() => new("appointment", Interlocked.Increment(ref _appointments) + 900_000);

    private async Task<List<string?>> ToldAsync(TestCommunity community, string name)
    {
        var list = (await (await community.SignedInAsync(name)).GetAsync("/api/me/notifications")).ShouldBe(HttpStatusCode.OK).Json;
        return [.. list.GetProperty("items").EnumerateArray().Select(n => n.GetProperty("text").GetString())];
    }

    private static Task AppointAsync(Shop shop, Person person, string role) => shop.InScopeAsync(async services =>
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        await services.GetRequiredService<IGrants>().GrantRoleAsync(shop.Community.Id, person.Id, role, Appointment(), null, now);
        await services.GetRequiredService<AppDb>().SaveChangesAsync();
        return true;
    });

    private static async Task<int> UnreadAsync(Client browser) =>
        (await browser.GetAsync("/api/me/notifications/count")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("unread").GetInt32();
}
