"""scikit-learn's estimators through skl2onnx."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from onnx import helper
from skl2onnx import convert_sklearn
from skl2onnx.common import _container
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType, Int64TensorType, StringTensorType
from sklearn.calibration import CalibratedClassifierCV
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.ensemble import (
    AdaBoostClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    IsolationForest,
    RandomForestClassifier,
    RandomForestRegressor,
    StackingClassifier,
    VotingRegressor,
)
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression, QuantileRegressor, Ridge
from sklearn.multioutput import MultiOutputRegressor
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsRegressor, LocalOutlierFactor
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import KBinsDiscretizer, OneHotEncoder, OrdinalEncoder, PolynomialFeatures, StandardScaler
from sklearn.svm import SVC, SVR, OneClassSVM
from sklearn.tree import DecisionTreeClassifier

from entry import Columns, Entry, chances, wide
from rows import GAPPY, NUMBERS, TEXTS, numbers

GROUP = "scikit-learn"
MADE_BY = "skl2onnx 1.20.0"
OPSET = {"": 17, "ai.onnx.ml": 3}
SEED = 2013


def entries(learn: pd.DataFrame, tried: pd.DataFrame) -> Iterator[Entry]:
    """Every entry of this group."""
    yield from _classifiers(learn, tried)
    yield from _regressors(learn, tried)
    yield from _without_targets(learn, tried)
    yield from _pipelines(learn, tried)
    yield from _known_to_differ(learn, tried)


def convert(estimator: Any, types: list[tuple[str, Any]], **options: Any) -> Any:
    """The estimator as ONNX, with plain arrays of probabilities where `options` ask for them."""
    _container.make_node = _make_node
    return convert_sklearn(estimator, initial_types=types, target_opset=OPSET, options=options or None)


def _make_node(*given: Any, **attributes: Any) -> Any:
    # skl2onnx 1.20 writes the ways of missing values as truth values, which onnx 1.23 takes for integers no more.
    def whole(value: Any) -> Any:
        truths = isinstance(value, list) and any(isinstance(item, (bool, np.bool_)) for item in value)
        return [int(item) for item in value] if truths else value

    return helper.make_node(*given, **{name: whole(value) for name, value in attributes.items()})


def block(names: list[str] = NUMBERS, kind: Any = FloatTensorType) -> list[tuple[str, Any]]:
    """One input of all the columns."""
    return [("x", kind([None, len(names)]))]


def _classifier(name: str, what: str, fitted: Any, given: np.ndarray, **more: Any) -> Entry:
    """An entry with a label and a probability for each class."""
    labels = fitted.predict(given)
    expected = {"label": labels.astype(np.int64)} | chances(
        "probabilities", fitted.classes_, fitted.predict_proba(given).astype(np.float64)
    )
    model = convert(fitted, block(more.get("feature_names", NUMBERS)), zipmap=False)
    names = more.pop("feature_names", NUMBERS)
    return Entry(name, GROUP, what, MADE_BY, model, {"x": names}, expected, feature_names=names, **more)


def _classifiers(learn: pd.DataFrame, tried: pd.DataFrame) -> Iterator[Entry]:
    given, late = numbers(learn, NUMBERS), learn["late"].to_numpy(np.int64)
    tries = numbers(tried, NUMBERS)
    plain = {
        "logistic": ("Logistic regression", make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))),
        "mlp": ("Neural network", make_pipeline(StandardScaler(), MLPClassifier((16, 8), random_state=SEED))),
        "forest": ("Random forest", RandomForestClassifier(12, max_depth=6, random_state=SEED)),
        "gradient-boosting": ("Gradient boosting", GradientBoostingClassifier(n_estimators=20, random_state=SEED)),
        "adaboost": ("AdaBoost", AdaBoostClassifier(n_estimators=8, random_state=SEED)),
        "naive-bayes": ("Naive Bayes", GaussianNB()),
        "svc": (
            "Support vectors with calibrated chances",
            make_pipeline(StandardScaler(), CalibratedClassifierCV(SVC(kernel="rbf"), cv=2, ensemble=False)),
        ),
        "calibrated": (
            "Calibrated trees",
            CalibratedClassifierCV(DecisionTreeClassifier(max_depth=4, random_state=SEED), cv=2),
        ),
        "stacking": (
            "Stack of a tree and a naive Bayes",
            StackingClassifier(
                [("tree", DecisionTreeClassifier(max_depth=3, random_state=SEED)), ("bayes", GaussianNB())], cv=2
            ),
        ),
    }
    for name, (what, estimator) in plain.items():
        few = slice(0, 400) if name == "svc" else slice(None)
        tolerance = 1e-4 if name in ("svc", "naive-bayes", "stacking") else 1e-5
        yield _classifier(f"skl-{name}", what, estimator.fit(given[few], late[few]), tries, tolerance=tolerance)

    gappy, gaps = numbers(learn, GAPPY), numbers(tried, GAPPY)
    boosted = HistGradientBoostingClassifier(max_iter=15, max_depth=4, random_state=SEED).fit(gappy, late)
    yield _classifier("skl-hist-boosting", "Histogram boosting on missing values", boosted, gaps, feature_names=GAPPY)

    scaled = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
    three = scaled.fit(given, learn["origin"].astype(str).to_numpy(dtype=object))
    found = {"output_label": three.predict(tries).astype(object)}
    found |= chances("output_probability", three.classes_, three.predict_proba(tries).astype(np.float64))
    yield Entry(
        "skl-zipmap-strings", GROUP, "Three classes named by text, in a ZipMap", MADE_BY,
        convert(three, block()), {"x": NUMBERS}, found, zip_map_tensors=["probabilities"], feature_names=NUMBERS,
    )
    double = DecisionTreeClassifier(max_depth=6, random_state=SEED).fit(numbers(learn, NUMBERS, np.float64), late)
    exact = numbers(tried, NUMBERS, np.float64)
    yield Entry(
        "skl-double-tree", GROUP, "A classifier of trees with a block of doubles", MADE_BY,
        convert(double, block(NUMBERS, DoubleTensorType), zipmap=False), {"x": NUMBERS},
    )
    line = make_pipeline(StandardScaler(), LinearRegression()).fit(numbers(learn, NUMBERS, np.float64), late)
    yield Entry(
        "skl-double", GROUP, "A block of doubles", MADE_BY, convert(line, block(NUMBERS, DoubleTensorType)),
        {"x": NUMBERS}, {"variable": line.predict(exact)}, tolerance=1e-12, feature_names=NUMBERS,
    )


def _regressor(name: str, what: str, fitted: Any, tries: np.ndarray, tolerance: float = 1e-5) -> Entry:
    found = fitted.predict(tries)
    model = convert(fitted, block())
    output = model.graph.output[0].name
    expected = {output: found} if found.ndim == 1 else wide(output, found)
    return Entry(
        name, GROUP, what, MADE_BY, model, {"x": NUMBERS}, expected, tolerance=tolerance, feature_names=NUMBERS
    )


def _regressors(learn: pd.DataFrame, tried: pd.DataFrame) -> Iterator[Entry]:
    given, delay = numbers(learn, NUMBERS), learn["arr_delay"].to_numpy(np.float64)
    two = learn[["arr_delay", "air_time"]].to_numpy(dtype=np.float64)
    tries = numbers(tried, NUMBERS)
    shallow = {"max_depth": 5, "random_state": SEED}
    plain = {
        "linear": ("Linear regression", LinearRegression(), delay),
        "polynomial": ("Polynomial features", make_pipeline(StandardScaler(), PolynomialFeatures(2), Ridge()), delay),
        "mlp-regressor": ("Neural network", make_pipeline(StandardScaler(), MLPRegressor(hidden_layer_sizes=(16,), random_state=SEED)), delay),
        "forest-regressor": ("Random forest", RandomForestRegressor(10, **shallow), delay),
        "extra-trees": ("Extra trees", ExtraTreesRegressor(10, **shallow), delay),
        "svr": ("Support vectors", make_pipeline(StandardScaler(), SVR()), delay),
        "neighbours": ("Nearest neighbours", make_pipeline(StandardScaler(), KNeighborsRegressor(3)), delay),
        "quantile": ("90 % quantile, linear", make_pipeline(StandardScaler(), QuantileRegressor(quantile=0.9, alpha=0)), delay),
        "quantile-boosting": (
            "90 % quantile, boosted",
            GradientBoostingRegressor(loss="quantile", alpha=0.9, n_estimators=15, random_state=SEED),
            delay,
        ),
        "two-targets": ("Two targets, linear", LinearRegression(), two),
        "two-targets-forest": ("Two targets, random forest", RandomForestRegressor(8, **shallow), two),
        "two-targets-boosting": (
            "Two targets, one model each",
            MultiOutputRegressor(GradientBoostingRegressor(n_estimators=8, random_state=SEED)),
            two,
        ),
        "voting": ("Vote of a line and trees", VotingRegressor([("l", LinearRegression()), ("f", RandomForestRegressor(5, **shallow))]), delay),
    }
    for name, (what, estimator, target) in plain.items():
        few = slice(0, 300) if name in ("svr", "neighbours", "quantile") else slice(None)
        tolerance = 1e-4 if name in ("linear", "polynomial", "neighbours", "svr", "two-targets", "voting") else 1e-5
        yield _regressor(f"skl-{name}", what, estimator.fit(given[few], target[few]), tries, tolerance)


def _without_targets(learn: pd.DataFrame, tried: pd.DataFrame) -> Iterator[Entry]:
    given, tries = numbers(learn, NUMBERS), numbers(tried, NUMBERS)

    def entry(name: str, what: str, fitted: Any, expected: Columns, tolerance: float = 1e-5) -> Entry:
        return Entry(
            name, GROUP, what, MADE_BY, convert(fitted, block()), {"x": NUMBERS}, expected, tolerance=tolerance
        )

    forest = IsolationForest(n_estimators=10, max_samples=64, random_state=SEED).fit(given)
    yield entry(
        "skl-isolation-forest", "Anomaly labels and scores", forest,
        {"label": forest.predict(tries), "scores": forest.decision_function(tries)},
    )
    one = make_pipeline(StandardScaler(), OneClassSVM(nu=0.1)).fit(given[:300])
    yield entry(
        "skl-one-class-svm", "Anomaly labels and scores", one,
        {"label": one.predict(tries), "scores": one.decision_function(tries)}, 1e-4,
    )
    outlier = make_pipeline(StandardScaler(), LocalOutlierFactor(novelty=True)).fit(given[:300])
    yield entry(
        "skl-local-outlier", "Novelty labels and scores", outlier,
        {"label": outlier.predict(tries), "scores": outlier.decision_function(tries)}, 1e-4,
    )
    clusters = make_pipeline(StandardScaler(), KMeans(5, n_init=1, random_state=SEED)).fit(given)
    yield entry(
        "skl-k-means", "Cluster ids and distances", clusters,
        {"label": clusters.predict(tries).astype(np.int64)} | wide("scores", clusters.transform(tries)), 1e-4,
    )
    components = make_pipeline(StandardScaler(), PCA(3)).fit(given)
    yield entry("skl-pca", "Three components", components, wide("variable", components.transform(tries)))
    bins = KBinsDiscretizer(4, encode="ordinal", strategy="uniform").fit(given)
    yield entry("skl-bins", "Binned columns", bins, wide("variable", bins.transform(tries)))


def _pipelines(learn: pd.DataFrame, tried: pd.DataFrame) -> Iterator[Entry]:
    late = learn["late"].to_numpy(np.int64)
    rest = ["distance", "wind_gust", "pressure"]
    encode = ColumnTransformer([
        ("text", OneHotEncoder(handle_unknown="ignore"), TEXTS),
        ("order", OrdinalEncoder(), ["weekday"]),
        ("number", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), rest),
    ])
    columns = [*TEXTS, "weekday", *rest]
    fitted = Pipeline([("encode", encode), ("classify", LogisticRegression(max_iter=300))]).fit(_frame(learn, columns), late)
    given = _frame(tried, columns)
    kinds = {name: StringTensorType for name in TEXTS} | {"weekday": Int64TensorType}
    types = [(name, kinds.get(name, FloatTensorType)([None, 1])) for name in columns]
    expected = {"output_label": fitted.predict(given)} | chances(
        "output_probability", fitted.classes_, fitted.predict_proba(given)
    )
    yield Entry(
        "skl-pipeline", GROUP, "Imputer, scaler, one-hot and ordinal encoder, an input for each column, ZipMap", MADE_BY,
        convert(fitted, types), {name: [name] for name in columns}, expected, zip_map_tensors=["probabilities"],
    )
    words = TfidfVectorizer(max_features=120, token_pattern="[a-zA-Z]+")
    text = Pipeline([("words", words), ("classify", LogisticRegression(max_iter=300))]).fit(learn["route"], late)
    model = convert_sklearn(
        text, initial_types=[("route", StringTensorType([None, 1]))], target_opset=OPSET,
        options={id(text): {"zipmap": False}, id(words): {"locale": "C", "tokenexp": "[a-zA-Z]+"}},
    )
    yield Entry(
        "skl-tf-idf", GROUP, "Text through TF-IDF, made for the locale C", MADE_BY, model, {"route": ["route"]},
        {"label": text.predict(tried["route"])}
        | chances("probabilities", text.classes_, text.predict_proba(tried["route"])),
    )


def _frame(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    def values(name: str) -> np.ndarray:
        if name in TEXTS:
            return rows[name].to_numpy(dtype=object)
        if name == "weekday":
            return rows[name].to_numpy(dtype=np.int64)
        return rows[name].to_numpy(dtype=np.float32, na_value=np.nan)

    return pd.DataFrame({name: values(name) for name in columns})


def _known_to_differ(learn: pd.DataFrame, tried: pd.DataFrame) -> Iterator[Entry]:
    late, gaps = learn["late"].to_numpy(np.int64), numbers(tried, GAPPY)
    forest = RandomForestClassifier(10, max_depth=6, random_state=SEED).fit(numbers(learn, GAPPY), late)
    yield _classifier(
        "skl-forest-on-missing", "Random forest trained on missing values", forest, gaps, feature_names=GAPPY,
        differs="skl2onnx 1.20 writes no way for missing values into forests: all go right, whatever was learned.",
    )

    kept = learn.assign(manufacturer=learn["manufacturer"].astype(object).where(learn["manufacturer"].notna(), None))
    coded = make_pipeline(OneHotEncoder(handle_unknown="ignore"), LogisticRegression(max_iter=300))
    coded.fit(kept[["manufacturer"]], late)
    given = tried[["manufacturer"]].astype(object).where(tried[["manufacturer"]].notna(), None)
    yield Entry(
        "skl-one-hot-none", GROUP, "One-hot encoder fitted with None among its categories", MADE_BY,
        convert_sklearn(
            coded, initial_types=[("manufacturer", StringTensorType([None, 1]))], target_opset=OPSET,
            options={"zipmap": False},
        ),
        {"manufacturer": ["manufacturer"]},
        {"label": coded.predict(given).astype(np.int64)}
        | chances("probabilities", coded.classes_, coded.predict_proba(given)),
        job={"missing": [{"input": "manufacturer", "missing": {"policy": "value", "value": "None"}}]},
    )
