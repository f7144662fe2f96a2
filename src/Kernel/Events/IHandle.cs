using Guildhall.Kernel.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Events;

/// <summary>
/// A reaction to a fact, named after its deed (<c>NotifyOnReply</c>). It runs after the commit, in order, inside a write
/// transaction that also moves the handler's position; it may still run twice, so a unique key must make that harmless.
/// It makes no network call: it leaves work for a job instead.
/// </summary>
public interface IHandle<in TEvent> where TEvent : IEvent
{
    Task HandleAsync(TEvent happened, DateTime at, CancellationToken cancel);
}

/// <summary>A handler as the dispatcher sees it.</summary>
/// <param name="Events">The types of the events that it handles, by the kind of their activities.</param>
public sealed record HandlerRegistration(Type Handler, IReadOnlyDictionary<string, Type> Events)
{
    /// <summary>By which its position and its failures are kept.</summary>
    public string Name => Handler.Name;

    internal Task InvokeAsync(IServiceProvider services, Activity activity, CancellationToken cancel)
    {
        var type = Events[activity.Kind];
        var handle = typeof(IHandle<>).MakeGenericType(type).GetMethod(nameof(IHandle<IEvent>.HandleAsync))!;
        return (Task)handle.Invoke(services.GetRequiredService(Handler), [activity.Read(type), activity.At, cancel])!;
    }
}

public static class HandlerServices
{
    /// <summary>Registers every <see cref="IHandle{TEvent}"/> that the class implements.</summary>
    public static IServiceCollection AddHandler<THandler>(this IServiceCollection services) where THandler : class
    {
        var events = typeof(THandler).GetInterfaces()
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IHandle<>))
            .Select(i => i.GetGenericArguments()[0])
            .ToDictionary(Activity.KindOf);
        services.AddScoped<THandler>();
        return services.AddSingleton(new HandlerRegistration(typeof(THandler), events));
    }
}
