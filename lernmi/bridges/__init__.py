"""Bridges: to what people use when they have outgrown lernmi, and back.

    from lernmi.bridges.torch_bridge import from_torch, to_torch
    from lernmi.bridges.onnx_bridge import to_onnx
    from lernmi.bridges.sklearn_bridge import LinkClassifier, LinkRegressor

plain_layers.py    the weights of a plain network, layer by layer, as the others have them
torch_bridge.py    a network as layers of PyTorch, and such layers as a network (needs PyTorch)
onnx_bridge.py     a network as an ONNX model, which many programs can run (needs onnx)
sklearn_bridge.py  networks as estimators of scikit-learn (needs scikit-learn)

Each module needs its package, and says so if it is missing. For many machines there is none: a
census takes any executor, and scikit-learn's searches run on whatever joblib has
(docs/carry_on.md).
"""
