using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Live;

/// <summary>An event that leaves the house: on the live stream, and to outgoing webhooks where it names a permission.</summary>
/// <param name="Kind">The qualified kind of its activities, such as <c>content.article_published</c>.</param>
/// <param name="WebhookPermission">What an endpoint's owner needs in the community to get it; <c>null</c> when no webhook carries
/// it.</param>
public sealed record HeardEvent(
    string Kind, Type Event, string? WebhookPermission, Func<IServiceProvider, IEvent, CancellationToken, ValueTask<Heard>> HeardAsync);

public static class HeardEventServices
{
    /// <summary>Registers who says who hears of an event.</summary>
    public static IServiceCollection AddHeardBy<TEvent, THeardBy>(this IServiceCollection services, string? webhookPermission = null)
        where TEvent : IEvent where THeardBy : class, IHeardBy<TEvent> =>
        services.AddScoped<THeardBy>().AddSingleton(new HeardEvent(
            Activity.KindOf(typeof(TEvent)), typeof(TEvent), webhookPermission,
            (scope, happened, cancel) => scope.GetRequiredService<THeardBy>().OfAsync((TEvent)happened, cancel)));

    /// <summary>Registers a handler of every event that leaves the house, whichever module publishes it.</summary>
    /// <param name="from">Where it begins on an installation that has run without it.</param>
    public static IServiceCollection AddHandlerOfHeardEvents<THandler>(
        this IServiceCollection services, Start from) where THandler : class, IHandle<IEvent> =>
        services.AddScoped<THandler>().AddSingleton(s =>
            new HandlerRegistration(typeof(THandler), s.GetServices<HeardEvent>().ToDictionary(h => h.Kind, h => h.Event), from));
}
