using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Opening;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;

namespace Guildhall.App.Tests.Learning;

/// <summary>A community with a space of courses that is open to everyone. Its owner teaches, by a program.</summary>
internal sealed class Campus : TestCommunity
{
    private Campus(GuildhallApp app) : base(app) { }

    public TierOffer Premium { get; private set; } = null!;

    /// <summary>The owner's program.</summary>
    public Client Teacher { get; private set; } = null!;

    public static async Task<Campus> OpenAsync(GuildhallApp app)
    {
        var campus = new Campus(app);
        await campus.OpenAsync(new NewCommunity("Campus", $"campus-{Next()}", "", CommunityKind.Technical, "indigo", "en", "Asia/Shanghai", "CNY"));
        campus.Premium = (await app.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(campus.Id))).Single(t => t.Slug == "premium");
        await campus.AsAsync<CreateSpace>("owner", create =>
            create.RunAsync(campus.Id, new NewSpace("Courses", "learn", "", null) { Kind = SpaceKind.Courses }, default));
        campus.Teacher = await campus.ProgramAsync("owner", "courses:write", "articles:read");
        return campus;
    }

    /// <summary>Makes a course as a draft; gives its id.</summary>
    public async Task<long> CourseAsync(string title = "Clocks", string access = "open", bool certificate = true) => IdOf(
        (await Teacher.PostAsync(Api + "/courses", new
        {
            space = "learn", title, summary = "How time is told.", outcomes = new[] { "Read a clock" }, language = "en", access, certificate,
        })).ShouldBe(HttpStatusCode.Created));

    public async Task<long> SectionAsync(long course, string title = "First steps", int? days = null, string? at = null, string? zone = null) =>
        IdOf((await Teacher.PostAsync($"{Api}/courses/{course}/sections",
            new { title, drip = at is not null ? "date" : days is not null ? "days" : "at_once", days, at, zone }))
                .ShouldBe(HttpStatusCode.Created));

    /// <summary>Adds a lesson and publishes it; gives its id.</summary>
    public async Task<long> LessonAsync(
        long section, string title = "Hands", string markdown = "Hands tell **time**.", bool preview = false, bool required = true, bool published = true)
    {
        var id = IdOf((await Teacher.PostAsync($"{Api}/sections/{section}/lessons", new { kind = "text", title, markdown, preview, required }))
            .ShouldBe(HttpStatusCode.Created));
        if (published)
            await PublishAsync($"lessons/{id}");
        return id;
    }

    /// <summary>A quiz of these questions, published; gives its id.</summary>
    public async Task<long> QuizAsync(long section, object[] questions, int mark = 70, int? attempts = null, bool mustPass = true)
    {
        var id = IdOf((await Teacher.PostAsync($"{Api}/sections/{section}/lessons",
            new { kind = "quiz", title = "Test", passingMark = mark, maxAttempts = attempts, mustPass })).ShouldBe(HttpStatusCode.Created));
        (await PutAsync(Teacher, $"{Api}/lessons/{id}/questions", new { items = questions })).ShouldBe(HttpStatusCode.NoContent);
        await PublishAsync($"lessons/{id}");
        return id;
    }

    /// <summary>Publishes "courses/3" or "lessons/7".</summary>
    public async Task PublishAsync(string thing)
    {
        (await PutAsync(Teacher, $"{Api}/{thing}/publication", new { })).ShouldBe(HttpStatusCode.NoContent);
        await App.SettleAsync();
    }

    /// <summary>A published course of one section with so many lessons.</summary>
    public async Task<(long Course, long Section, List<long> Lessons)> TaughtAsync(int lessons = 2, string access = "open",
        bool certificate = true)
    {
        var course = await CourseAsync(access: access, certificate: certificate);
        var section = await SectionAsync(course);
        List<long> ids = [];
        for (var i = 0; i < lessons; i++)
            ids.Add(await LessonAsync(section, $"Lesson {i + 1}", $"Sings of pendulum{i + 1}."));
        await PublishAsync($"courses/{course}");
        return (course, section, ids);
    }

    /// <summary>A program that learns for the person.</summary>
    public Task<Client> LearnerAsync(string name) => ProgramAsync(name, "courses:learn", "articles:read");

    /// <summary>The same, enrolled.</summary>
    public async Task<Client> EnrolledAsync(string name, long course)
    {
        var learner = await LearnerAsync(name);
        (await EnrollAsync(learner, course)).ShouldBe(HttpStatusCode.OK);
        await App.SettleAsync();
        return learner;
    }

    public Task<Answer> EnrollAsync(Client learner, long course) => PutAsync(learner, $"{Api}/courses/{course}/enrollment", new { });

    public Task<Answer> DoneAsync(Client learner, long lesson) => PutAsync(learner, $"{Api}/lessons/{lesson}/completion", new { });

    public async Task<JsonElement> CourseOfAsync(Client reader, long course) =>
        (await reader.GetAsync($"{Api}/courses/{course}")).ShouldBe(HttpStatusCode.OK).Json;

    public async Task<JsonElement> LessonOfAsync(Client reader, long lesson) =>
        (await reader.GetAsync($"{Api}/lessons/{lesson}")).ShouldBe(HttpStatusCode.OK).Json;

    /// <summary>Gives the person the premium tier, as a paid order does; gives the order.</summary>
    public async Task<Thing> BuysPremiumAsync(string name, TimeSpan? lasting = null)
    {
        var (member, order, now) = (await PersonAsync(name), new Thing("order", Next()), App.Clock.Now);
        await WriteAsync(g =>
            g.GrantTierAsync(Id, member, Premium.TierId, now, now + (lasting ?? TimeSpan.FromDays(30)), order, member, now));
        return order;
    }

    public Task RefundAsync(Thing order) =>
        WriteAsync(g => g.RevokeAsync(Id, order, "The order was refunded.", new Thing("refund", order.Id), by: null, App.Clock.Now));

    /// <summary>What the ledger keeps of one kind, in this community.</summary>
    public Task<int> CountAsync(string kind) => InAsync<AppDb, int>(async db =>
        await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.CountAsync(
            db.Activities.Where(a => a.CommunityId == Id && a.Kind == "learning." + kind)));

    public static Task<Answer> PutAsync(Client program, string path, object json) =>
        program.SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(json) });

    /// <summary>Opens a page and sends the form of this name.</summary>
    public static async Task<Answer> HandleAsync(Client browser, string path, string handler, params (string Name, object Value)[] fields)
    {
        var page = (await browser.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        var form = page.Document.Forms.Single(f => f.QuerySelector($"input[name=_handler][value={handler}]") is not null);
        return await browser.SendAsync(FormFilling.Request(form, new Uri(browser.Http.BaseAddress!, page.Path), fields));
    }

    public static long IdOf(Answer answer) => answer.Json.GetProperty("id").GetInt64();

    public static object Single(string text = "Which hand is fast?") => new
    {
        kind = "single", markdown = text, explanation = "It goes round once a minute.",
        options = new[] { new { text = "Second hand", right = true }, new { text = "Hour hand", right = false },
            new { text = "Minute hand", right = false } },
    };
}
