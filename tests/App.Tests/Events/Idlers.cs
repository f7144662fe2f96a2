using System.Reflection;
using System.Reflection.Emit;
using Guildhall.Kernel.Events;

namespace Guildhall.App.Tests.Events;

/// <summary>Handlers of bells, each a type of its own, as in a program with many modules.</summary>
internal static class Idlers
{
    public static HandlerRegistration[] Make(int count)
    {
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Guildhall.Idlers"), AssemblyBuilderAccess.Run).DefineDynamicModule("Idlers");
        var kinds = new Dictionary<string, Type> { [Activity.KindOf(typeof(BellRang))] = typeof(BellRang) };
        return [.. Enumerable.Range(0, count)
            .Select(i => new HandlerRegistration(module.DefineType($"Idler{i}", TypeAttributes.Public).CreateType(), kinds, Start.Now))];
    }
}
