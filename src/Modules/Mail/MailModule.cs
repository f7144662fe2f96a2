using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Mail.Refusals;
using Guildhall.Mail.Sending;
using Guildhall.Mail.Settings;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Mail;

/// <summary>Mail: how it is composed and sent, the operator's settings, and what members do not want to get.</summary>
public sealed class MailModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddSingleton<CurrentMailSettings>().AddSingleton<SmtpConnections>().AddSingleton<RefusalLinks>();
        services.AddScoped<IMail, QueueMail>().AddScoped<ComposeMail>();
        services.AddWork<SendMail, SendMails>(SendMails.Options);
        services.AddScoped<ChangeMailSettings>().AddScoped<SendTestMail>().AddScoped<MailLog>();
        services.AddScoped<IMailRefusals, MailRefusals>();
        services.AddClockJob<ForgetMails>();
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.AddScoped<IForget, ForgetAddresses>();
        services.Forget(Leaving.Told).Gone<SentMail>().Gone<MailRefusal>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new MailRefusalMapping())
        .ApplyConfiguration(new SentMailMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes) => RefusalEndpoint.Map(routes);

    public IEnumerable<MenuEntry> Menu => [new("Mail", "/operate/mail", "message", MenuPlace.Account, 91, Permissions.Operate)];
}
