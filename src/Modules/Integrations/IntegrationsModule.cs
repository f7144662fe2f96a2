using Guildhall.Integrations.Things;
using Guildhall.Integrations.Webhooks;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Live;
using Guildhall.Kernel.Work;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Integrations;

/// <summary>Other people's programs: outgoing webhooks.</summary>
public sealed class IntegrationsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddScoped<IOwnThings, EndpointThings>();
        services.AddSingleton<WebhookSecrets>();
        services.AddScoped<OwnersMayKnow>().AddScoped<PostToEndpoint>().AddScoped<ArrangeEndpoints>()
            .AddScoped<SendByHand>().AddScoped<EndpointLists>();
        services.AddWork<DeliverWebhook, DeliverWebhooks>(DeliverWebhooks.Options);
        services.AddClockJob<ForgetDeliveries>();
        services.AddHandlerOfHeardEvents<QueueDeliveries>(Start.Now);
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.AddScoped<IForget, ForgetBodies>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new EndpointDeliveryMapping())
        .ApplyConfiguration(new WebhookEndpointMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        WebhookApi.Map(routes);
        WebhookCommands.Map(routes);
    }

    public IEnumerable<MenuEntry> Menu =>
        [new("Outgoing webhooks", "/c/{community}/manage/webhook-endpoints", "globe", MenuPlace.ManageSettings, 60, Permissions.ManageCommunity)];
}
