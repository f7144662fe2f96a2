using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Mail;
using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmtpServer.Protocol;

namespace Guildhall.App.Tests.Work;

/// <summary>The machine's clock was a day ahead and is set right: nothing that waits in the queue waits for that day.</summary>
public class Working_by_a_wrong_clock(MailApp app) : IClassFixture<MailApp>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task What_was_to_be_done_at_once_is_done_at_once()
    {
        var person = await app.MemberAsync();
        await SendAsync(person, "at once");

        app.Clock.Advance(-Day);
        await app.SettleAsync();

        Assert.Equal("at once", app.Server.To(person.Email).Subject);
    }

    [Fact]
    public async Task What_failed_is_tried_again()
    {
        var person = await app.MemberAsync();
        app.Server.Refuses = new SmtpResponse(SmtpReplyCode.ServiceUnavailable, "try later");
        await SendAsync(person, "again");
        await app.SettleAsync();
        app.Server.Refuses = null;

        app.Clock.Advance(-Day);
        await app.SettleAsync();

        Assert.Equal("again", app.Server.To(person.Email).Subject);
    }

    [Fact]
    public async Task What_failed_keeps_its_wait_before_a_process_that_looked_at_its_clock_a_moment_earlier()
    {
        var person = await app.MemberAsync();
        app.Server.Refuses = new SmtpResponse(SmtpReplyCode.ServiceUnavailable, "try later");
        await SendAsync(person, "keeps its wait");
        await app.SettleAsync();

        app.Clock.Advance(TimeSpan.FromSeconds(-1));
        await app.SettleAsync();
        app.Server.Refuses = null;

        Assert.Equal(1, await app.WithAsync<AppDb, int>(db => db.Set<WorkItem>().Where(w => w.Key.EndsWith("keeps its wait"))
            .Select(w => w.Attempts).SingleAsync()));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.SettleAsync();
    }

    [Fact]
    public async Task What_a_process_that_is_gone_had_taken_is_taken_over_after_its_lease()
    {
        var person = await app.MemberAsync();
        await SendAsync(person, "taken over");
        var until = app.Clock.Now + TimeSpan.FromSeconds(30);
        await app.WithAsync<AppDb>(db => db.Set<WorkItem>().Where(w => w.Key.EndsWith("taken over"))
            .ExecuteUpdateAsync(w => w.SetProperty(x => x.LeasedUntil, until).SetProperty(x => x.LeasedBy, Guid.NewGuid())));

        app.Clock.Advance(-Day);
        await app.SettleAsync();
        Assert.DoesNotContain(app.Server.Got, m => m.Subject == "taken over");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.SettleAsync();

        Assert.Equal("taken over", app.Server.To(person.Email).Subject);
    }

    [Fact]
    public async Task What_is_planned_for_a_time_waits_for_that_time()
    {
        var person = await app.MemberAsync();
        await SendAsync(person, "planned");
        var due = app.Clock.Now + TimeSpan.FromHours(1);
        await app.WithAsync<AppDb>(db => db.Set<WorkItem>().Where(w => w.Key.EndsWith("planned"))
            .ExecuteUpdateAsync(w => w.SetProperty(x => x.DueAt, due)));

        app.Clock.Advance(-Day);
        await app.SettleAsync();
        Assert.DoesNotContain(app.Server.Got, m => m.Subject == "planned");
        app.Clock.Advance(Day + TimeSpan.FromHours(1));
        await app.SettleAsync();

        Assert.Equal("planned", app.Server.To(person.Email).Subject);
    }

    private Task SendAsync(Person to, string subject) => app.WithAsync<IServiceProvider>(async services =>
    {
        services.GetRequiredService<IMail>().Send(
            new OutgoingMail("test.kind", subject, to.Id, to.Email, "en", subject, [new MailPart.Paragraph("Words.")]));
        await services.GetRequiredService<AppDb>().SaveChangesAsync();
    });
}
