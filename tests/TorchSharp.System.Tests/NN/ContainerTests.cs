using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tests.NN;

public class ContainerTests
{
    private sealed class Holder<T> : Module where T : Module
    {
        private readonly T held;

        public Holder(T held) : base("Holder")
        {
            this.held = held;
            RegisterComponents();
        }

        public T Held => held;
    }

    [Fact]
    public void Sequential_CallsOneAfterTheOther_AndNeverReturnsItsArgument()
    {
        var (first, second) = (Linear(2, 3), Linear(3, 1));
        var x = rand(4, 2);
        var module = Sequential(first, Tanh(), second);
        Numbers.Close(second.call(first.call(x).tanh()), module.call(x));
        Assert.Equal(3, module.Count);
        Assert.Same(second, module[2]);

        foreach (var empty in new[] { Sequential(), Sequential(Identity()), Sequential(Identity(), Flatten(), Dropout(0)) })
        {
            var input = rand(2, 3);
            var expected = input.Values();
            var output = empty.call(input);
            input.Dispose();
            Assert.Equal(expected, output.Values());
        }
    }

    [Fact]
    public void Sequential_DisposesOfWhatPassesBetween()
    {
        var module = Sequential(Linear(2, 2), ReLU(), Linear(2, 2), Sigmoid());
        var x = rand(1, 2);
        using var _ = no_grad();
        module.call(x).Dispose();
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        module.call(x).Dispose();
        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Sequential_HasNames_Slices_AndGrows()
    {
        var module = Sequential(("in", Linear(2, 2)), ("out", Linear(2, 2))).append("last", Tanh()).append(ReLU());
        Assert.Equal(["in", "out", "last", "3"], module.named_children().Select(child => child.name));
        Assert.Equal(["out", "last"], module[1..3].named_children().Select(child => child.name));
        Assert.Equal(["in"], module[(null, 1)].named_children().Select(child => child.name));
        Assert.Same(module[1], module[(1, null)][0]);
        Assert.Equal(2, Sequential(new List<Module<Tensor, Tensor>> { ReLU(), Tanh() }).Count);
        Assert.Equal(1, Sequential(Tuple.Create("a", (Module<Tensor, Tensor>)ReLU())).Count);
    }

    [Fact]
    public void ModuleList_IsRegisteredWithItsOwner()
    {
        var list = ModuleList(Linear(1, 1), Linear(1, 2));
        list.Add(Linear(1, 3));
        Assert.Empty(list.parameters());
        var holder = new Holder<ModuleList<Linear>>(list);
        Assert.Equal(["held.0.weight", "held.0.bias", "held.1.weight", "held.1.bias", "held.2.weight", "held.2.bias"],
            holder.named_parameters().Select(entry => entry.name));
        Assert.Equal([1L, 2L, 3L], holder.Held.Select(layer => layer.out_features));
        Assert.Same(list[1], holder.Held[1]);
        holder.eval();
        Assert.False(list[2].training);
    }

    [Fact]
    public void ModuleList_IsAList()
    {
        var (a, b, c) = (Linear(1, 1), Linear(1, 2), Linear(1, 3));
        var list = ModuleList(a);
        list.append(b);
        list.extend([c]);
        list.Insert(0, c);
        Assert.Equal([c, a, b, c], list);
        Assert.True(list.Remove(c));
        list.RemoveAt(1);
        Assert.Equal([a, c], list);
        Assert.Equal(1, list.IndexOf(c));
        Assert.DoesNotContain(b, list);
        list[0] = b;
        Assert.Same(b, list[0]);
        list.Clear();
        Assert.Empty(list);
        Assert.Equal(2, ModuleList<Module>(a, ReLU()).Count);
    }

    [Fact]
    public void ModuleDict_IsRegisteredWithItsOwner_InOrder()
    {
        var dictionary = ModuleDict(("z", Linear(1, 1, hasBias: false)), ("a", Linear(1, 2, hasBias: false)));
        dictionary.Add("m", Linear(1, 3, hasBias: false));
        var holder = new Holder<ModuleDict<Linear>>(dictionary);
        Assert.Equal(["held.z.weight", "held.a.weight", "held.m.weight"], holder.named_parameters().Select(entry => entry.name));
        Assert.Equal(2, dictionary["a"].out_features);
        Assert.Equal("a", dictionary[1].Item1);
        Assert.True(dictionary.TryGetValue("m", out var found));
        Assert.Equal(3, found.out_features);
        Assert.False(dictionary.ContainsKey("q"));
    }

    [Fact]
    public void ParameterList_IsRegistered_AndStaysRightWhenMoved()
    {
        var (a, b) = (new Parameter(ones(1)), new Parameter(ones(2)));
        var list = ParameterList(a);
        list.append(b);
        var holder = new Holder<ParameterList>(list);
        Assert.Equal(["held.0", "held.1"], holder.named_parameters().Select(entry => entry.name));
        Assert.Same(b, list.get_parameter("1"));
        list.Insert(0, new Parameter(ones(3)));
        Assert.Equal([3L, 1L, 2L], list.Select(parameter => parameter.numel()));
        Assert.True(list.Remove(a));
        Assert.Equal([3L, 2L], list.Select(parameter => parameter.numel()));
        TorchSharp.ModuleExtensionMethods.to(holder, float64);
        Assert.All(list, parameter => Assert.Equal(float64, parameter.dtype));
        Assert.Equal(2, list.Count);
    }

    [Fact]
    public void ParameterDict_IsRegistered()
    {
        var dictionary = ParameterDict(("z", new Parameter(ones(1))), ("a", new Parameter(ones(2))));
        var holder = new Holder<ParameterDict>(dictionary);
        Assert.Equal(["held.z", "held.a"], holder.named_parameters().Select(entry => entry.name));
        TorchSharp.ModuleExtensionMethods.to(holder, float64);
        Assert.Equal(float64, dictionary["a"].dtype);
        Assert.True(dictionary.has_parameter("z"));
    }

    [Fact]
    public void OrderedDict_KeepsTheOrder_AndIsAListOfPairs()
    {
        var dictionary = new OrderedDict<string, int> { { "z", 1 }, ("a", 2) };
        dictionary["m"] = 3;
        dictionary["z"] = 10;
        Assert.Equal(["z", "a", "m"], dictionary.keys());
        Assert.Equal([10, 2, 3], dictionary.values());
        Assert.Equal(("a", 2), dictionary[1]);
        dictionary.Insert(0, ("first", 0));
        Assert.Equal(0, dictionary.IndexOf(("first", 0)));
        Assert.Equal(-1, dictionary.IndexOf(("first", 1)));
        Assert.True(dictionary.Remove("z"));
        Assert.False(dictionary.Remove(("a", 3)));
        dictionary.RemoveAt(0);
        dictionary[0] = ("b", 5);
        var pairs = new (string, int)[2];
        dictionary.CopyTo(pairs, 0);
        Assert.Equal([("b", 5), ("m", 3)], pairs);
        Assert.Throws<ArgumentException>(() => dictionary.Add("m", 1));
        Assert.Throws<KeyNotFoundException>(() => dictionary["nothing"]);
        dictionary.clear();
        var left = dictionary.Count;
        Assert.Equal(0, left);
        // Only as pairs, as in TorchSharp.
        Assert.Throws<NotImplementedException>(() => ((global::System.Collections.IEnumerable)dictionary).GetEnumerator());
    }
}
