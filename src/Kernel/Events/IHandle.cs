using System.Globalization;
using System.Reflection;
using Guildhall.Kernel.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Events;

/// <summary>
/// A reaction to a fact, named after its deed (<c>NotifyOnReply</c>). It runs after the commit, in order, inside a write
/// transaction that also moves the handler's position, and in the community of the fact. It may run twice, so a unique key must
/// make that harmless; <see cref="Envelope.ActivityId"/> is one. It makes no network call: it enqueues work instead.
/// </summary>
public interface IHandle<in TEvent> where TEvent : IEvent
{
    Task HandleAsync(TEvent happened, Envelope envelope, CancellationToken cancel);
}

/// <summary>What the ledger says about a fact beside the fact itself.</summary>
/// <param name="ActivityId">Unique for ever: the key that makes a second delivery harmless.</param>
/// <param name="At">UTC.</param>
/// <param name="CommunityId">0 for facts of the whole installation.</param>
/// <param name="ActorId"><c>null</c> when a clock, a webhook or a visitor did it.</param>
public sealed record Envelope(long ActivityId, DateTime At, long CommunityId, long? ActorId);

/// <summary>Where a handler begins that has never run on this installation.</summary>
public enum Start
{
    /// <summary>At the end of the ledger: for what must not be repeated about the past, such as mail and points.</summary>
    Now,

    /// <summary>At the first activity: for what is derived from all of them, such as an index.</summary>
    Beginning,
}

/// <summary>A handler as the dispatcher sees it.</summary>
/// <param name="Events">The types of the events that it handles, by the kind of their activities.</param>
public sealed record HandlerRegistration(Type Handler, IReadOnlyDictionary<string, Type> Events, Start From)
{
    /// <summary>By which its position and its failures are kept: <c>Content.RecutOnSpaceAccessChanged</c>.</summary>
    public string Name { get; } = QualifiedName.Of(Handler);

    internal Task InvokeAsync(IServiceProvider services, Activity activity, CancellationToken cancel)
    {
        var type = Events[activity.Kind];
        var handle = typeof(IHandle<>).MakeGenericType(type).GetMethod(nameof(IHandle<IEvent>.HandleAsync))!;
        var envelope = new Envelope(activity.Id, activity.At, activity.CommunityId, activity.ActorId);
        // What it throws shall be told as it is.
        return (Task)handle.Invoke(
            services.GetRequiredService(Handler), BindingFlags.DoNotWrapExceptions, null, [activity.Read(type), envelope, cancel],
            CultureInfo.InvariantCulture)!;
    }
}

public static class HandlerServices
{
    /// <summary>Registers every <see cref="IHandle{TEvent}"/> that the class implements.</summary>
    /// <param name="from">Where it begins on an installation that has run without it.</param>
    public static IServiceCollection AddHandler<THandler>(this IServiceCollection services, Start from) where THandler : class
    {
        var events = typeof(THandler).GetInterfaces()
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IHandle<>))
            .Select(i => i.GetGenericArguments()[0])
            .ToDictionary(Activity.KindOf);
        services.AddScoped<THandler>();
        return services.AddSingleton(new HandlerRegistration(typeof(THandler), events, from));
    }
}
