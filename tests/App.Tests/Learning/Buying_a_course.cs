using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Learning;

/// <summary>A course that is sold by itself, beside a tier or alone: the paywall shows both ways in, and buying enrols.</summary>
public class Buying_a_course(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Is_offered_beside_its_tier()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync(access: "premium");
        (await PriceAsync(campus, course, 9900)).ShouldBe(HttpStatusCode.NoContent);

        foreach (var path in new[] { $"/courses/{course}", $"/lessons/{lessons[0]}" })
        {
            var wall = (await app.Visitor().GetAsync(campus.Path + path)).ShouldBe(HttpStatusCode.OK);
            var ways = wall.Document.QuerySelectorAll(".paywall a").Select(a => a.GetAttribute("href")!).ToList();
            Assert.Contains(ways, href => href.Contains($"kind=course&item={course}", StringComparison.Ordinal));
            Assert.Contains(ways, href => href.Contains("checkout?tier=", StringComparison.Ordinal));
            Assert.Contains("¥99", wall.TextOf(".paywall"));
            Assert.DoesNotContain("pendulum", wall.Text);
        }
    }

    [Fact]
    public async Task Opens_it_for_good_enrols_and_closes_with_a_refund()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync(1, access: "bought");
        (await PriceAsync(campus, course, 9900)).ShouldBe(HttpStatusCode.NoContent);
        var (lin, order) = await BuyAsync(campus, course);

        Assert.Equal((9900, "content", "course"), (order.Total, order.Lines[0].Stream, order.Lines[0].ItemKind));
        Assert.Contains("pendulum1", (await lin.GetAsync($"{campus.Path}/lessons/{lessons[0]}")).Text);
        var again = await lin.GetAsync($"{campus.Path}/checkout?kind=course&item={course}");
        Assert.Contains("You can take this course without buying it.", again.TextOf("main"));
        var learner = await campus.LearnerAsync("Lin");
        (await campus.DoneAsync(learner, lessons[0])).ShouldBe(HttpStatusCode.NoContent);
        var certificate = (await campus.CourseOfAsync(learner, course)).GetProperty("certificate").GetString()!;
        Assert.Contains("Verified", (await app.Visitor().GetAsync(certificate)).TextOf("main"));

        await campus.AsAsync<RefundOrder>("owner", r =>
            r.RunAsync(order.Id, new RefundWish(null, null, "Refunded", false, "k"), campus.IdOf("owner"), default));
        await app.SettleAsync();

        Assert.DoesNotContain("pendulum1", (await lin.GetAsync($"{campus.Path}/lessons/{lessons[0]}")).Text);
        Assert.Contains("Revoked", (await app.Visitor().GetAsync(certificate)).TextOf("main"));
        (await app.Visitor().GetAsync(certificate + "/pdf")).ShouldBe(HttpStatusCode.NotFound);
        Assert.Equal((1, 1), (await campus.CountAsync("enrollment_ended"), await campus.CountAsync("certificate_revoked")));
        Assert.DoesNotContain("Clocks", (await lin.GetAsync("/account/courses")).TextOf("main"));
    }

    [Fact]
    public async Task A_refund_leaves_whoever_took_it_by_a_tier_before()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync(1, access: "premium");
        await campus.BuysPremiumAsync("Lin");
        await campus.EnrolledAsync("Lin", course);
        // Given while the tier runs, as a gift is.
        await campus.InAsync<IServiceProvider>(s => s.GetServices<ISellables>().Single(k => k.Kinds.Any(n => n.Name == "course")).TakeBackAsync(
            new SoldLine(campus.Id, 1, 77, campus.IdOf("Lin"), new("course", course), null, 1, 9900, "CNY", "Clocks"),
            "The order was refunded.", new("refund", 1), null, app.Clock.Now));

        Assert.True((await campus.LessonOfAsync(await campus.LearnerAsync("Lin"), lessons[0])).GetProperty("open").GetBoolean());
    }

    [Fact]
    public async Task Stays_bought_when_the_sale_ends()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync(1, access: "bought");
        await PriceAsync(campus, course, 9900);
        var (lin, _) = await BuyAsync(campus, course);

        (await Campus.PutAsync(campus.Teacher, $"{campus.Api}/courses/{course}/offer", new { })).ShouldBe(HttpStatusCode.NoContent);

        Assert.Contains("pendulum1", (await lin.GetAsync($"{campus.Path}/lessons/{lessons[0]}")).Text);
        (await lin.GetAsync($"{campus.Path}/checkout?kind=course&item={course}")).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Is_refused_where_it_makes_no_sense()
    {
        var campus = await Campus.OpenAsync(app);
        var (open, _, _) = await campus.TaughtAsync(1);
        var draft = await campus.CourseAsync("Draft", access: "bought");
        var buyer = await campus.ProgramAsync("Lin", "orders:write", "courses:write");

        (await PriceAsync(campus, open, 9900)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "course_is_open");
        (await PriceAsync(campus, draft, 0)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "price_out_of_range");
        (await PriceAsync(campus, draft, 9900)).ShouldBe(HttpStatusCode.NoContent);
        (await CheckoutAsync(buyer, campus, open)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "course_not_sold");
        (await CheckoutAsync(buyer, campus, draft)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "course_not_sold");
        (await Campus.PutAsync(buyer, $"{campus.Api}/courses/{draft}/offer", new { })).ShouldBe(HttpStatusCode.NotFound);
        var unknown = (await Campus.PutAsync(campus.Teacher, $"{campus.Api}/courses/{draft}/offer",
            new { prices = new[] { new { currency = "CNY", amount = 1 }, new { currency = "XYZ", amount = 1 } } }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "currency_unknown");
        Assert.Equal("prices[1].currency", unknown.Json.GetProperty("field").GetString());
    }

    private static Task<Answer> PriceAsync(Campus campus, long course, long amount) =>
        Campus.PutAsync(campus.Teacher, $"{campus.Api}/courses/{course}/offer", new { prices = new[] { new { currency = "CNY", amount } } });

    private async Task<(Client Lin, Order Order)> BuyAsync(Campus campus, long course)
    {
        var lin = (await campus.SignedInAsync("Lin")).Speaking("en");
        var sent = await lin.SubmitAsync($"{campus.Path}/checkout?kind=course&item={course}&returnUrl={campus.Path}/courses/{course}", ("do", "buy"));
        var paid = await lin.SubmitAsync(sent.Location!, ("decision", "pay"), ("scenario", "pays"));
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await app.SettleAsync();
        await lin.FollowAsync(paid);
        var order = await campus.InAsync<AppDb, Order>(db => db.Set<Order>().AsNoTracking().Include(o => o.Lines).SingleAsync());
        return (lin, order);
    }

    private static Task<Answer> CheckoutAsync(Client program, Campus campus, long course)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, campus.Api + "/checkout")
        {
            Content = JsonContent.Create(
                new { lines = new[] { new { kind = "course", id = course.ToString(System.Globalization.CultureInfo.InvariantCulture) } } }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return program.SendAsync(request);
    }
}
